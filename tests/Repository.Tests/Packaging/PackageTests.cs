using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Repository.Tests.Packaging;

/// <summary>The package that users reference, as the build made it.</summary>
public sealed class PackageTests
{
    // What the compiler has loaded already; everything else must lie beside the extension that wants it.
    private static readonly string[] OfTheCompiler = ["netstandard", "Microsoft.CodeAnalysis", "System.Collections.Immutable", "System.Composition.AttributedModel", "System.Memory", "System.Runtime.CompilerServices.Unsafe"];

    [Fact]
    public void Has_the_runtime_the_extensions_and_their_comments()
    {
        using var package = ZipFile.OpenRead(Package.Newest);
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/cs/DeepDsl.Abstractions.dll", "analyzers/dotnet/cs/DeepDsl.Analyzers.dll", "analyzers/dotnet/cs/DeepDsl.CodeFixes.dll",
                "analyzers/dotnet/cs/DeepDsl.Compiler.dll", "analyzers/dotnet/cs/DeepDsl.Generators.dll", "analyzers/dotnet/cs/DeepDsl.Reading.dll",
                "buildTransitive/AnalysisModes/All.globalconfig", "buildTransitive/AnalysisModes/Minimum.globalconfig", "buildTransitive/DeepDsl.AnalysisMode.targets", "buildTransitive/DeepDsl.targets", "buildTransitive/WeakenGlibcxxRequirement.cs",
                "lib/net10.0/DeepDsl.Abstractions.dll", "lib/net10.0/DeepDsl.Abstractions.xml", "lib/net10.0/DeepDsl.dll", "lib/net10.0/DeepDsl.xml",
            ],
            package.Entries.Select(entry => entry.FullName).Where(name => name.Contains("README", StringComparison.Ordinal) || name.Contains('/') && !name.StartsWith("_rels", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_extension_finds_what_it_references()
    {
        using var package = ZipFile.OpenRead(Package.Newest);
        var extensions = package.Entries.Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal)).ToArray();
        var beside = extensions.Select(entry => Path.GetFileNameWithoutExtension(entry.Name)).ToArray();
        Assert.All(extensions, extension => Assert.All(References(extension), reference =>
            Assert.True(beside.Contains(reference) || OfTheCompiler.Any(known => reference == known || reference.StartsWith(known + ".", StringComparison.Ordinal)), $"{extension.Name} → {reference}")));
    }

    [Fact]
    public void Depends_on_TorchSharp_and_on_no_compiler()
    {
        using var package = ZipFile.OpenRead(Package.Newest);
        using var stream = package.Entries.Single(entry => entry.Name == "DeepDsl.nuspec").Open();
        var dependencies = XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!).ToArray();
        Assert.Contains("TorchSharp", dependencies);
        Assert.DoesNotContain(dependencies, dependency => dependency.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || dependency is "PolySharp" or "TorchSharp-cpu");
    }

    [Fact]
    public async Task Is_made_of_what_dotnet_pack_builds_first()
    {
        var elsewhere = Directory.CreateTempSubdirectory("deepdsl-").FullName;
        var (exitCode, output) = await DotNet.RunAsync(elsewhere, "pack", Path.Combine(RepositoryRoot.Folder, "src", "DeepDsl.Package"), "-c", "Release", "--no-restore", "-getProperty:GeneratePackageOnBuild");
        Directory.Delete(elsewhere, recursive: true);
        Assert.Equal(0, exitCode);
        Assert.NotEqual("true", output.Trim());
    }

    private static IEnumerable<string> References(ZipArchiveEntry entry)
    {
        using var image = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(image);
        image.Position = 0;
        using var reader = new PEReader(image);
        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
