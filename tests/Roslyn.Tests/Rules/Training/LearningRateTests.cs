using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.CodeFixes.Training;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Training;

public sealed class LearningRateTests : RuleTests<LearningRate, LearningRateFix>
{
    [Fact]
    public Task Much_for_Adam() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, Adam([|0.1|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Warning,
        "A learning rate of 0.1 moves every weight that far in every step; models hardly train so, 0.001 is usual");

    [Fact]
    public Task Rather_much_for_AdamW() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW([|0.05|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "A learning rate of 0.05 is more than most models bear; 0.001 is usual");

    [Fact]
    public Task Little_for_Adam() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, Adam([|1e-7|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "With a learning rate of 1E-07 weights hardly move; 0.001 is usual");

    [Theory]
    [InlineData("Adam([|-1e-3|])", "-0.001", "1e-3")]
    [InlineData("SGD([|-0.1|], Momentum = 0.9)", "-0.1", "0.01")]
    public Task Below_zero(string optimizer, string rate, string usual) => Fires($$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, {{optimizer}}]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Warning,
        $"A learning rate of {rate} makes the loss grow, as a negative one steps along the gradient; {usual} is usual");

    [Fact]
    public Task Much_for_momentum() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD([|0.5|], Momentum = 0.9)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "A learning rate of 0.5 with momentum 0.9 is more than most models bear; 0.01 is usual");

    [Fact]
    public Task Little_for_SGD() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD([|1e-6|], Momentum = 0.9)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "With a learning rate of 0.000001 with momentum 0.9 weights hardly move; 0.01 is usual");

    [Theory]
    [InlineData("Adam(0.01)")]
    [InlineData("AdamW")]
    [InlineData("Adam(1e-6)")]
    [InlineData("SGD(1)")]
    [InlineData("SGD(0.1, Momentum = 0.9)")]
    [InlineData("SGD(1e-5, Momentum = 0.9)")]
    [InlineData("SGD(20), ClipGradNorm(0.25)")]
    public Task Is_content_with_usual_ones(string optimizer) => Silent($$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, {{optimizer}}]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Takes_a_usual_one() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD([|learningRate: 3.0|] /* fast */, Momentum = 0.5)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(learningRate: 0.05 /* fast */, Momentum = 0.5)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """,
        title: "Use 0.05", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Takes_the_default_of_Adam() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss, Adam([|0.5|], Beta1 = 0.5)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss, Adam(1e-3, Beta1 = 0.5)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """,
        title: "Use 1e-3", severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Adagrad(1)", "A learning rate of 1 moves every weight that far in every step; models hardly train so, 0.01 is usual", true)]
    [InlineData("Adagrad(0.5)", "A learning rate of 0.5 is more than most models bear; 0.01 is usual", false)]
    [InlineData("Adadelta(50)", "A learning rate of 50 is more than most models bear; 1 is usual", false)]
    [InlineData("Adadelta(1e-4)", "With a learning rate of 0.0001 weights hardly move; 1 is usual", false)]
    [InlineData("RMSprop(0.2)", "A learning rate of 0.2 moves every weight that far in every step; models hardly train so, 0.001 is usual", true)]
    public Task Is_measured_by_what_is_usual_for_the_optimizer(string optimizer, string message, bool isWarning) => Fires($$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, {{optimizer.Replace("(", "([|").Replace(")", "|])")}}]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, message);

    [Theory]
    [InlineData("Adagrad(0.1)")]
    [InlineData("Adadelta")]
    [InlineData("Adadelta(1e-3)")]
    [InlineData("RMSprop")]
    [InlineData("NAdam")]
    [InlineData("Adamax(0.01)")]
    public Task Is_content_with_what_is_usual_for_the_optimizer(string optimizer) => Silent($$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, {{optimizer}}]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """);
}
