namespace Repository.Tests.Packaging;

/// <summary>What <c>dotnet build</c> says about models where the package is referenced, and how a project changes that.</summary>
public sealed class BuildTests(BuildTests.Builds builds) : IClassFixture<BuildTests.Builds>
{
    private const string Layer = """
        using DeepDsl;

        namespace User;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            [Linear(64), ReLU] public partial Node Y { get; }
        }
        """;

    [Fact]
    public void A_warning_leaves_the_build_alone() => Assert.True(builds.Workspace.IsBuilt("Plain"));

    [Fact]
    public void The_log_has_rule_and_help_link_and_message_and_the_place_of_the_attribute()
    {
        var log = builds.Workspace.Log("Plain");
        Assert.Equal(["DD0405 warning", "DD0701 note"], log.Reported);
        Assert.All(log.HelpLinks, rule => Assert.EndsWith($"/analyzers/docs/{rule.Key}.md", rule.Value));
        var result = Assert.Single(log.Results, result => result.Rule == "DD0405");
        Assert.Matches("^Two inputs are predicted to differ by only ≈0.02 of their size at 'Stack43.Y': 44 layers without normalization .+", result.Message);
        var line = Net("Net").Split('\n')[result.Start.Line - 1];
        Assert.Equal(("Net.cs", "Use<Layer>(Repeat = 44)"), (result.File, line[(result.Start.Column - 1)..(result.End.Column - 1)]));
    }

    [Theory]
    [InlineData("Pragma")]
    [InlineData("OnClass")]
    [InlineData("OnMember")]
    [InlineData("NotAtAll")]
    [InlineData("Threshold")]
    public void A_place_can_be_silenced(string net)
    {
        var results = builds.Workspace.Log("Silenced").Results.Where(result => result.File == $"{net}.cs" && result.Rule == "DD0405").ToArray();
        Assert.DoesNotContain(results, result => !result.IsSuppressed);
        // What the source suppresses is logged so, what a configuration turns off is not looked for.
        Assert.Equal(net is "NotAtAll" or "Threshold", results.Length == 0);
    }

    [Fact]
    public void Its_neighbour_is_not() =>
        Assert.Equal("Loud.cs", Assert.Single(builds.Workspace.Log("Silenced").Results, result => result.Rule == "DD0405" && !result.IsSuppressed).File);

    [Theory]
    [InlineData("NoWarn", true, "DD0701 note")]
    [InlineData("Errors", false, "DD0405 error, DD0701 note")]
    [InlineData("OneError", false, "DD0405 error, DD0701 note")]
    [InlineData("ErrorInEditorConfig", false, "DD0405 error, DD0701 note")]
    [InlineData("ErrorsByCategory", false, "DD0405 error, DD0701 note")]
    [InlineData("Minimum", true, "")]
    [InlineData("MinimumAndOne", true, "DD0405 warning")]
    [InlineData("All", true, "DD0405 warning, DD0701 warning")]
    [InlineData("AllButOne", true, "DD0405 warning")]
    [InlineData("AllAsErrors", false, "DD0405 error, DD0701 error")]
    public void A_project_sets_severities(string project, bool isBuilt, string expected) =>
        Assert.Equal((expected, isBuilt), (string.Join(", ", builds.Workspace.Log(project).Reported), builds.Workspace.IsBuilt(project)));

    [Fact]
    public void An_unknown_mode_is_one_error_that_names_the_known_ones()
    {
        Assert.False(builds.Workspace.IsBuilt("Unknown"));
        Assert.Contains("error DD0001: DeepDslAnalysisMode is 'Strict', but only Minimum, Recommended and All are known", Assert.Single(builds.Output.Split('\n').Distinct(), line => line.Contains("Unknown.csproj", StringComparison.Ordinal) && line.Contains(" error ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("-warnaserror", false)]
    [InlineData("-warnaserror:DD0405", false)]
    [InlineData("-warnaserror:DD0402", true)]
    [InlineData("-p:DeepDslAnalysisMode=minimum", true)]
    public async Task A_command_line_sets_severities(string argument, bool succeeds)
    {
        var (exit, output) = await builds.Workspace.DotNetAsync("build", "CommandLine", "--no-restore", "--no-incremental", argument);
        Assert.Equal(succeeds, exit == 0);
        Assert.Equal(!succeeds, output.Contains("error DD0405", StringComparison.Ordinal));
        Assert.Equal(argument.EndsWith("DD0402", StringComparison.Ordinal), output.Contains("warning DD0405", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("all", "All.globalconfig")]
    [InlineData("Minimum", "Minimum.globalconfig")]
    [InlineData("Recommended", null)]
    public async Task Projects_of_the_repository_have_modes_too(string mode, string? file)
    {
        var (exit, output) = await builds.Workspace.DotNetAsync("msbuild", Path.Combine(RepositoryRoot.Folder, "samples", "Gpt", "Gpt.csproj"), $"-p:DeepDslAnalysisMode={mode}", "-getItem:EditorConfigFiles");
        Assert.Equal(0, exit);
        foreach (var known in (string[])["All.globalconfig", "Minimum.globalconfig"])
            Assert.Equal(known == file, output.Contains(known, StringComparison.Ordinal));
    }

    private static string Net(string name, string onClass = "", string onMember = "") => $$"""
        using System.Diagnostics.CodeAnalysis;
        using DeepDsl;

        namespace User;

        {{onClass}}
        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class {{name}}
        {
            [Input(64)] public partial Node X { get; }

            {{onMember}}
            [Use<Layer>(Repeat = 44)] public partial Node Stack { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    /// <summary>One build of all projects. The summary at the end of its output says again what stands before.</summary>
    public sealed class Builds : IAsyncLifetime
    {
        public Workspace Workspace { get; } = new();

        public string Output { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            const string suppression = """[SuppressMessage("DeepDsl", "DD0405")]""";
            Workspace.Add("Silenced", "", ("Layer.cs", Layer), ("Loud.cs", Net("Loud")),
                ("Pragma.cs", Net("Pragma", onMember: "#pragma warning disable DD0405")),
                ("OnClass.cs", Net("OnClass", onClass: suppression)),
                ("OnMember.cs", Net("OnMember", onMember: suppression)),
                ("NotAtAll.cs", Net("NotAtAll")),
                ("Threshold.cs", Net("Threshold")),
                (".editorconfig", """
                    [NotAtAll.cs]
                    dotnet_diagnostic.DD0405.severity = none
                    [Threshold.cs]
                    deepdsl.signal.difference_warning = 0.001
                    deepdsl.signal.difference_info = 0.001
                    """));
            Add("Plain", "");
            Add("CommandLine", "");
            Add("NoWarn", "<NoWarn>$(NoWarn);DD0405</NoWarn>");
            Add("Errors", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
            Add("OneError", "<WarningsAsErrors>DD0405</WarningsAsErrors>");
            Add("ErrorInEditorConfig", "", "dotnet_diagnostic.DD0405.severity = error");
            Add("ErrorsByCategory", "", "dotnet_analyzer_diagnostic.category-DeepDsl.Signal.severity = error");
            Add("Minimum", "<DeepDslAnalysisMode>Minimum</DeepDslAnalysisMode>");
            Add("MinimumAndOne", "<DeepDslAnalysisMode>Minimum</DeepDslAnalysisMode>", "dotnet_diagnostic.DD0405.severity = warning");
            Add("All", "<DeepDslAnalysisMode>All</DeepDslAnalysisMode>");
            Add("AllButOne", "<DeepDslAnalysisMode>All</DeepDslAnalysisMode>", "dotnet_diagnostic.DD0701.severity = none");
            Add("AllAsErrors", "<DeepDslAnalysisMode>All</DeepDslAnalysisMode><TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
            Add("Unknown", "<DeepDslAnalysisMode>Strict</DeepDslAnalysisMode>");
            (_, Output) = await Workspace.DotNetAsync("build", Workspace.Solution());
        }

        public ValueTask DisposeAsync()
        {
            Workspace.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Add(string name, string properties, string? editorconfig = null) => Workspace.Add(name, properties,
            [("Layer.cs", Layer), ("Net.cs", Net("Net")), .. editorconfig is null ? [] : ((string, string)[])[(".editorconfig", $"[*.cs]\n{editorconfig}\n")]]);
    }
}
