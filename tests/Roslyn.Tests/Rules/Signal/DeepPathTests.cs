using DeepDsl.Analyzers.Rules.Signal;
using DeepDsl.CodeFixes.Signal;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class DeepPathTests : RuleTests<DeepPath, DeepPathFix>
{
    private const string Sick = """
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            [Linear(64), BatchNorm1d, ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [[|Use<Layer>(Repeat = 29)|]] public partial Node Stack { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Info,
        "The shortest way from 'Stack0.YLinear' to the loss leads through 30 layers: plain stacks of more than ≈30 train worse than shallower ones even with normalization; a [Residual] around every few layers shortens the way");

    [Theory]
    [InlineData("Linear(64), BatchNorm1d, ReLU")]
    [InlineData("Linear(64), LayerNorm, ReLU")]
    public Task Warns_from_fifty_layers_on_of_what_gets_lost_on_the_way(string block) => Fires(Blocks(block, 50).Replace("Use<Layer>(Repeat = 50)", "[|Use<Layer>(Repeat = 50)|]"), DiagnosticSeverity.Warning,
        "The shortest way from 'Stack0.YLinear' to the loss leads through 51 layers: plain stacks of more than ≈30 train worse than shallower ones even with normalization; a [Residual] around every few layers shortens the way");

    [Fact]
    public Task Suggests_it_of_a_stack_that_keeps_gradients_and_inputs_as_they_are() => Fires(Stack("Linear(64)", "Tanh", 50, marked: 0), DiagnosticSeverity.Info,
        "The shortest way from 'HLinear' to the loss leads through 50 layers: plain stacks of more than ≈30 train worse than shallower ones even with normalization; a [Residual] around every few layers shortens the way");

    [Theory]
    [InlineData(28, "Linear(64), Tanh")]
    [InlineData(80, "LayerNorm, Linear(64), ReLU, Residual")]
    [InlineData(40, "BatchNorm1d, ReLU, Linear(64), Residual")]
    public Task Says_nothing_of_short_ways(int repeat, string block) => Silent(Blocks(block, repeat, "LayerNorm, Linear(10)"));

    [Fact]
    public async Task Goes_by_the_projects_own_limit()
    {
        var test = new RuleTest<EmptyCodeFixProvider>(Rule) { TestCode = Markup.Numbered(Stack("Linear(64)", "Tanh", 8, marked: 0)) };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndeepdsl.signal.depth_info = 8\n"));
        test.ExpectedDiagnostics.Add(Expected(0, DiagnosticSeverity.Info));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Offers_what_is_predicted_to_help() => Fixes(Sick, """
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            [Linear(64), BatchNorm1d, ReLU, Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Use<Layer>(Repeat = 29)] public partial Node Stack { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Add a skip connection around every few layers (30 → 2 layers to the loss)", choice: 0, severity: DiagnosticSeverity.Info);
}
