using System.IO.Compression;
using System.Xml.Linq;

namespace Repository.Tests.Packaging;

/// <summary>The package file that the build of these tests made.</summary>
internal static class Package
{
    public static string Newest => Directory.GetFiles(Path.Combine(RepositoryRoot.Folder, "src", "DeepDsl.Package", "bin", Configuration), "DeepDsl.*.nupkg").MaxBy(File.GetLastWriteTimeUtc)!;

    // The tests lie in bin/<configuration>/<framework>.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    /// <summary>Copies the package under another version, which no cache can hold already.</summary>
    public static void CopyAs(string version, string folder)
    {
        var copy = Path.Combine(Directory.CreateDirectory(folder).FullName, $"DeepDsl.{version}.nupkg");
        File.Copy(Newest, copy);
        using var package = ZipFile.Open(copy, ZipArchiveMode.Update);
        using var stream = package.GetEntry("DeepDsl.nuspec")!.Open();
        var specification = XDocument.Load(stream);
        specification.Descendants().Single(element => element.Name.LocalName == "version" && element.Parent!.Name.LocalName == "metadata").Value = version;
        stream.SetLength(0);
        specification.Save(stream);
    }
}
