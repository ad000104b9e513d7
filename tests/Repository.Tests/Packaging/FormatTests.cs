namespace Repository.Tests.Packaging;

/// <summary><c>dotnet format analyzers</c> applies code fixes from a shell, all in one go.</summary>
public sealed class FormatTests
{
    private static readonly (string Name, string Before, string After)[] Files =
    [
        ("TwoModels.cs", """
            using DeepDsl;

            namespace User;

            [Model, CrossEntropyLoss]
            public partial class First
            {
                [Input(3, 16, 16)] public partial Node Image { get; }

                [Conv2d(8, 3), BatchNorm2d, ReLU, // low
                 Conv2d(8, 3, Padding = 1), BatchNorm2d, ReLU]
                public partial Node Body { get; }

                [Flatten, Linear(10), Softmax] public partial Node Logits { get; }
            }

            [Model, CrossEntropyLoss]
            public partial class Second
            {
                [Input(3, 16, 16)] public partial Node Image { get; }

                [Conv2d(8, 3), BatchNorm2d, ReLU, Flatten, Linear(10)] public partial Node Scores { get; }

                /// <summary>Of too little use.</summary>
                [Softmax] public partial Node Logits { get; }
            }

            """, """
            using DeepDsl;

            namespace User;

            [Model, CrossEntropyLoss]
            public partial class First
            {
                [Input(3, 16, 16)] public partial Node Image { get; }

                [Conv2d(8, 3, Bias = false), BatchNorm2d, ReLU, // low
                 Conv2d(8, 3, Padding = 1, Bias = false), BatchNorm2d, ReLU]
                public partial Node Body { get; }

                [Flatten, Linear(10)] public partial Node Logits { get; }
            }

            [Model, CrossEntropyLoss]
            public partial class Second
            {
                [Input(3, 16, 16)] public partial Node Image { get; }

                [Conv2d(8, 3, Bias = false), BatchNorm2d, ReLU, Flatten, Linear(10)] public partial Node Scores { get; }
            }

            """),
        ("Part.cs", """
            using DeepDsl;

            namespace User;

            [Block]
            public partial class Part
            {
                [Hyper] public partial int Width { get; }
                [Input] public partial Node X { get; }

                [Conv2d(nameof(Width), 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Y { get; }
            }

            """, """
            using DeepDsl;

            namespace User;

            [Block]
            public partial class Part
            {
                [Hyper] public partial int Width { get; }
                [Input] public partial Node X { get; }

                [Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Node Y { get; }
            }

            """),
        ("UsersOfPart.cs", """
            using DeepDsl;

            namespace User;

            [Model, CrossEntropyLoss]
            public partial class Twice
            {
                [Input(3, 16, 16)] public partial Node Image { get; }
                [Use<Part>(8, Repeat = 2), Flatten, Linear(10)] public partial Node Logits { get; }
            }

            [Model, CrossEntropyLoss]
            public partial class Once
            {
                [Input(3, 16, 16)] public partial Node Image { get; }
                [Use<Part>(8), Flatten, Linear(10), Softmax] public partial Node Logits { get; }
            }

            """, """
            using DeepDsl;

            namespace User;

            [Model, CrossEntropyLoss]
            public partial class Twice
            {
                [Input(3, 16, 16)] public partial Node Image { get; }
                [Use<Part>(8, Repeat = 2), Flatten, Linear(10)] public partial Node Logits { get; }
            }

            [Model, CrossEntropyLoss]
            public partial class Once
            {
                [Input(3, 16, 16)] public partial Node Image { get; }
                [Use<Part>(8), Flatten, Linear(10)] public partial Node Logits { get; }
            }

            """),
        ("Deep.cs", Deep("Deep", 44), Deep("Deep", 44)),
        ("Deeper.cs", Deep("Deeper", 50), Deep("Deeper", 50)),
        ("Layer.cs", Layer("[Linear(64), ReLU]"), Layer("[Linear(64), ReLU, Residual]")),
    ];

    [Fact]
    public async Task Every_fix_is_applied_once_in_all_files_and_projects()
    {
        using var workspace = new Workspace();
        foreach (var project in (string[])["One", "Two"])
            workspace.Add(project, "", [.. Files.Select(file => (file.Name, file.Before))]);
        var solution = workspace.Solution();
        await workspace.DotNetAsync("restore", solution);
        var (exit, output) = await workspace.DotNetAsync("format", "analyzers", solution, "--no-restore", "--severity", "info", "--diagnostics", "DD0405", "DD0501", "DD0602");
        Assert.True(exit == 0, output);
        foreach (var project in (string[])["One", "Two"])
            Assert.All(Files, file => Assert.Equal(file.After, workspace.Read($"{project}/{file.Name}")));
    }

    // The block is what two models in other files suffer from, and one change of it cures both.
    private static string Layer(string attributes) => $$"""
        using DeepDsl;

        namespace User;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            {{attributes}} public partial Node Y { get; }
        }

        """;

    private static string Deep(string name, int layers) => $$"""
        using DeepDsl;

        namespace User;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class {{name}}
        {
            [Input(64)] public partial Node X { get; }

            [Use<Layer>(Repeat = {{layers}})] public partial Node Stack { get; }

            [Linear(10)] public partial Node Logits { get; }
        }

        """;
}
