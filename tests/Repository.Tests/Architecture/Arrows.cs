namespace Repository.Tests.Architecture;

/// <summary>The arrows of the design: who may reference whom.</summary>
internal static class Arrows
{
    public const string Roslyn = "Roslyn";
    public const string Workspaces = "Roslyn's workspaces";
    public const string TorchSharp = "TorchSharp";

    private const string Abstractions = "DeepDsl.Abstractions";
    private const string Runtime = "DeepDsl";
    private const string Compiler = "DeepDsl.Compiler";
    private const string Reading = "DeepDsl.Reading";
    private const string Generators = "DeepDsl.Generators";
    private const string Analyzers = "DeepDsl.Analyzers";
    private const string CodeFixes = "DeepDsl.CodeFixes";
    private const string Package = "DeepDsl.Package";

    private static readonly ProjectGraph Design = new(new Dictionary<string, string[]>
    {
        [Abstractions] = [],
        [Runtime] = [Abstractions, TorchSharp],
        [Compiler] = [Abstractions],
        [Reading] = [Compiler, Roslyn],
        [Generators] = [Reading],
        [Analyzers] = [Reading],
        [CodeFixes] = [Analyzers, Workspaces],
        // It has no code: it puts what the others make into the one package that users reference.
        [Package] = [Runtime, Generators, CodeFixes],
    });

    private static readonly (string From, string To)[] Never =
    [
        (Compiler, Roslyn), (Compiler, Runtime), (Runtime, Compiler), (Runtime, Roslyn),
        (Generators, Analyzers), (Analyzers, Generators), (Generators, Workspaces), (Analyzers, Workspaces),
    ];

    /// <summary>What is against the design, each named as an arrow, or as the chain of arrows that amounts to one.</summary>
    public static IEnumerable<string> Violations(ProjectGraph graph) =>
    [
        .. graph.Projects.Except(Design.Projects).Select(project => $"{project} has no place in the design"),
        .. Design.Projects.Except(graph.Projects).Select(project => $"{project} is missing"),
        .. from project in graph.Projects.Intersect(Design.Projects)
           from reference in graph.ReferencesOf(project)
           where IsOurConcern(project, reference) && Design.Way(project, reference).Count == 0
           select $"{project} → {reference}",
        .. from arrow in Never
           let way = graph.Way(arrow.From, arrow.To)
           where way.Count > 2
           select string.Join(" → ", way),
    ];

    // Other packages are each project's own business, except that the language itself depends on nothing.
    private static bool IsOurConcern(string project, string reference) =>
        project == Abstractions || reference.StartsWith("DeepDsl") || reference is Roslyn or Workspaces or TorchSharp;
}
