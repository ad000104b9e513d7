using System.Text;

namespace Repository.Tests.Packaging;

/// <summary>Projects of a user outside the repository, which reference the package.</summary>
public sealed class Workspace : IDisposable
{
    private const string Version = "0.0.0-test";
    private readonly List<string> _projects = [];

    public Workspace()
    {
        Package.CopyAs(Version, Path.Combine(Folder, "packages"));
        // What the repository has restored is not fetched again.
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="packages" /></packageSources>
              <fallbackPackageFolders><add key="known" value="{known}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <ErrorLog>$(MSBuildProjectName).sarif,version=2.1</ErrorLog>
              </PropertyGroup>
            </Project>
            """);
        Write(".editorconfig", "root = true\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("deepdsl-").FullName;

    /// <summary>Adds a library.</summary>
    /// <param name="name">Its name, and that of its folder.</param>
    /// <param name="properties">What its project file says.</param>
    /// <param name="files">Its files, by name.</param>
    public void Add(string name, string properties, params (string Name, string Text)[] files)
    {
        _projects.Add(name);
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{properties}</PropertyGroup>
              <ItemGroup><PackageReference Include="DeepDsl" Version="{Version}" /></ItemGroup>
            </Project>
            """);
        foreach (var file in files)
            Write($"{name}/{file.Name}", file.Text);
    }

    /// <summary>The solution of all projects so far.</summary>
    public string Solution()
    {
        Write("All.slnx", $"<Solution>{string.Concat(_projects.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");
        return "All.slnx";
    }

    public Task<(int ExitCode, string Output)> DotNetAsync(params IEnumerable<string> arguments) => DotNet.RunAsync(Folder, arguments);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>Whether a project has been built.</summary>
    public bool IsBuilt(string name) => File.Exists(Path.Combine(Folder, name, "bin", "Debug", "net10.0", $"{name}.dll"));

    /// <summary>What the compiler logged about a project.</summary>
    internal SarifLog Log(string name) => SarifLog.Parse(Read($"{name}/{name}.sarif"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
