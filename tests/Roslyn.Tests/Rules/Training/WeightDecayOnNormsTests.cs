using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.CodeFixes.Training;

namespace Roslyn.Tests.Rules.Training;

public sealed class WeightDecayOnNormsTests : RuleTests<WeightDecayOnNorms, WeightDecayOnNormsFix>
{
    [Fact]
    public Task Of_an_optimizer_that_decays() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, [|SGD(0.1, WeightDecay = 1e-4)|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        "The weight decay of [SGD] also pulls the scales of norms and all biases towards zero, which regularizes nothing; write ExcludeNormsAndBiases = true");

    [Fact]
    public Task AdamW_decays_unless_told_not_to() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, [|AdamW|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        "The weight decay of [AdamW] also pulls the scales of norms and all biases towards zero, which regularizes nothing; write ExcludeNormsAndBiases = true");

    [Fact]
    public Task Is_content_without_decay() => Silent("""
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW(WeightDecay = 0)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Is_content_without_norms_and_biases() => Silent("""
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Exempts_them() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss, [|AdamW|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW(ExcludeNormsAndBiases = true)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Set ExcludeNormsAndBiases = true");

    [Fact]
    public Task Exempts_them_where_it_says_otherwise() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW(1e-3, [|ExcludeNormsAndBiases = false|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW(1e-3, ExcludeNormsAndBiases = true)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Set ExcludeNormsAndBiases = true");
}
