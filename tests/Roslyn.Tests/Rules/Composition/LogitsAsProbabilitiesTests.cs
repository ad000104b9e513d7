using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;

namespace Roslyn.Tests.Rules.Composition;

public sealed class LogitsAsProbabilitiesTests : RuleTests<LogitsAsProbabilities, LogitsAsProbabilitiesFix>
{
    [Fact]
    public Task Of_a_layer() => Fires("""
        using DeepDsl;

        [Model, [|BCELoss|]]
        public partial class Net
        {
            [Input(3, 8, 8)] public partial Node Image { get; }
            [Conv2d(1, 8), Flatten] public partial Node Chance { get; }
        }
        """,
        "[BCELoss] needs probabilities from 0 to 1, but [Conv2d] in 'Chance' makes values beyond; use [BCEWithLogitsLoss], which takes logits");

    [Fact]
    public Task Of_an_activation_and_of_a_norm() => Fires("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), Tanh, [|BCELoss|], Output] public partial Node A { get; }
            [From(nameof(X)), Linear(4, Bias = false), BatchNorm1d, [|BCELoss|], Output] public partial Node B { get; }
        }
        """,
        "[BCELoss] needs probabilities from 0 to 1, but [Tanh] in 'A' makes values beyond; use [BCEWithLogitsLoss], which takes logits",
        "[BCELoss] needs probabilities from 0 to 1, but [BatchNorm1d] in 'B' makes values beyond; use [BCEWithLogitsLoss], which takes logits");

    [Fact]
    public Task Is_content_with_probabilities_and_their_means() => Silent("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(3, 16, 16)] public partial Node Image { get; }
            [Conv2d(1, 3), Sigmoid, AdaptiveAvgPool2d(1), Flatten] public partial Node Chance { get; }
        }
        """);

    [Fact]
    public Task Says_nothing_about_products() => Silent("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), Sigmoid] public partial Node A { get; }
            [From(nameof(X)), Linear(1), Sigmoid, Multiply(nameof(A))] public partial Node Both { get; }
        }
        """);

    [Fact]
    public Task Takes_the_loss_of_logits_with_its_arguments() => Fixes("""
        using DeepDsl;

        [Model, Adam(1e-3), [|BCELoss(nameof(Net.Y), Weight = 2)|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1)] public partial Node Y { get; }
        }
        """, """
        using DeepDsl;

        [Model, Adam(1e-3), BCEWithLogitsLoss(nameof(Net.Y), Weight = 2)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1)] public partial Node Y { get; }
        }
        """,
        title: "Use [BCEWithLogitsLoss]");

    [Fact]
    public Task On_members() => Fixes("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1)] [[|BCELoss|]] [Output] public partial Node A { get; }
            [From(nameof(X)), Linear(1), [|BCELoss|], Output] public partial Node B { get; }
        }
        """, """
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1)] [BCEWithLogitsLoss] [Output] public partial Node A { get; }
            [From(nameof(X)), Linear(1), BCEWithLogitsLoss, Output] public partial Node B { get; }
        }
        """,
        title: "Use [BCEWithLogitsLoss]");

    [Fact]
    public Task Of_a_layer_that_should_be_logarithms() => Fires("""
        using DeepDsl;

        [Model, [|NLLLoss|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Y { get; }
        }
        """,
        "[NLLLoss] needs logarithms of probabilities, but [Linear] in 'Y' makes other values; use [CrossEntropyLoss], which takes logits");

    [Fact]
    public Task Of_a_softmax_without_its_logarithm() => Fires("""
        using DeepDsl;

        [Model, NLLLoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10), [|Softmax|]] public partial Node Y { get; }
        }
        """,
        "[NLLLoss] needs logarithms of probabilities, but [Softmax] in 'Y' makes probabilities; use [LogSoftmax]");

    [Fact]
    public Task Is_content_with_logarithms() => Silent("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(3, 8, 8)] public partial Node Image { get; }
            [Conv2d(5, 3), LogSoftmax(1), NLLLoss, Output] public partial Node A { get; }
            [From(nameof(Image)), Conv2d(5, 3), Sigmoid, Log, NLLLoss, Output] public partial Node B { get; }
        }
        """);

    [Fact]
    public Task Takes_the_logarithm_of_the_softmax_with_its_dimension() => Fixes("""
        using DeepDsl;

        [Model, NLLLoss]
        public partial class Net
        {
            [Input(3, 8, 8)] public partial Node Image { get; }
            [Conv2d(5, 3), [|Softmax(1)|]] public partial Node Y { get; }
        }
        """, """
        using DeepDsl;

        [Model, NLLLoss]
        public partial class Net
        {
            [Input(3, 8, 8)] public partial Node Image { get; }
            [Conv2d(5, 3), LogSoftmax(1)] public partial Node Y { get; }
        }
        """,
        title: "Use [LogSoftmax]");

    [Fact]
    public Task Takes_cross_entropy_with_its_arguments() => Fixes("""
        using DeepDsl;

        [Model, [|NLLLoss(IgnoreIndex = 3)|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Y { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss(IgnoreIndex = 3)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Y { get; }
        }
        """,
        title: "Use [CrossEntropyLoss]");
}
