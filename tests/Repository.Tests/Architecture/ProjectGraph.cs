using System.Xml.Linq;

namespace Repository.Tests.Architecture;

/// <summary>Which project references which project or package, as the project files say it.</summary>
internal sealed class ProjectGraph(IReadOnlyDictionary<string, string[]> references)
{
    public IEnumerable<string> Projects => references.Keys;

    public IEnumerable<string> ReferencesOf(string project) => references.GetValueOrDefault(project, []);

    public static ProjectGraph Read(string root, params string[] folders) => new(folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.csproj", SearchOption.AllDirectories))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => ReferencesIn(XDocument.Load(file))));

    public static string[] ReferencesIn(XDocument project) =>
    [
        .. from reference in project.Descendants("ProjectReference")
           // Such a reference orders the build, or packs an analyzer, and gives no types.
           where !string.Equals(Metadata(reference, "ReferenceOutputAssembly"), "false", StringComparison.OrdinalIgnoreCase)
           select Path.GetFileNameWithoutExtension(Metadata(reference, "Include")!.Replace('\\', '/')),
        .. from reference in project.Descendants("PackageReference")
           let package = Kind(Metadata(reference, "Include") ?? "")
           where package is Arrows.Roslyn or Arrows.Workspaces or Arrows.TorchSharp || Metadata(reference, "PrivateAssets") != "all"
           select package,
    ];

    /// <summary>A shortest way from one project to another or to a package, both included; empty if there is none.</summary>
    public IReadOnlyList<string> Way(string from, string to)
    {
        var cameFrom = new Dictionary<string, string?> { [from] = null };
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var project) && !cameFrom.ContainsKey(to))
        {
            foreach (var reference in ReferencesOf(project).Where(reference => cameFrom.TryAdd(reference, project)))
                next.Enqueue(reference);
        }
        var way = new List<string>();
        for (var step = cameFrom.ContainsKey(to) ? to : null; step is not null; step = cameFrom[step])
            way.Insert(0, step);
        return way;
    }

    private static string? Metadata(XElement reference, string name) => (string?)reference.Attribute(name) ?? (string?)reference.Element(name);

    private static string Kind(string package) => package switch
    {
        _ when package.StartsWith("Microsoft.CodeAnalysis.") && package.EndsWith("Analyzers") => package,
        _ when package.StartsWith("Microsoft.CodeAnalysis.") && (package.Contains("Workspaces") || package.Contains("Features")) => Arrows.Workspaces,
        _ when package.StartsWith("Microsoft.CodeAnalysis") => Arrows.Roslyn,
        _ when package.StartsWith("TorchSharp") || package.StartsWith("libtorch") => Arrows.TorchSharp,
        _ => package,
    };
}
