using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class LastActivationTests : RuleTests<LastActivation, LastActivationFix>
{
    [Fact]
    public Task ReLU_before_cross_entropy() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), [|ReLU|]] public partial Node Logits { get; }
        """,
        "[ReLU] in 'Logits' lets no logit below 0 through, but [CrossEntropyLoss] needs logits of any size and sign; remove [ReLU]");

    [Fact]
    public Task Tanh_before_cross_entropy_in_another_shape() => Fires("""
        [Input(3, 8)] public partial Node X { get; }
        [Linear(10), [|Tanh|], Flatten] public partial Node Logits { get; }
        """,
        "[Tanh] in 'Logits' lets no logit out of -1 to 1, but [CrossEntropyLoss] needs logits of any size and sign; remove [Tanh]");

    [Fact]
    public Task ReLU_before_a_squared_error_is_a_suggestion() => Fires("""
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|ReLU|]] public partial Node Price { get; }
        }
        """, DiagnosticSeverity.Info,
        "[ReLU] in 'Price' makes every negative estimate zero, and gives it no gradient to leave zero again; remove [ReLU], or use [Softplus] where amounts are positive");

    [Fact]
    public Task Leaves_pooled_activations_alone() => Silent("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(10, 1), ReLU, AdaptiveAvgPool2d(1), Flatten] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_amounts_and_scaled_bounds_alone() => Silent("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), Softplus, MSELoss, Output] public partial Node Price { get; }
            [From(nameof(X)), Linear(10), Tanh, Scale(10), CrossEntropyLoss, Output] public partial Node Logits { get; }
            [From(nameof(X)), Linear(10), LeakyReLU(0.1), CrossEntropyLoss, Output] public partial Node Others { get; }
        }
        """);

    [Fact]
    public Task Removes_it() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU,
         Linear(10), // classes
         [|DeepDsl.ReLU|]]
        public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU,
         Linear(10) // classes
         ]
        public partial Node Logits { get; }
        """,
        title: "Remove [DeepDsl.ReLU]");

    [Fact]
    public Task Removes_a_suggested_one() => Fixes("""
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|ReLU6|]] public partial Node Price { get; }
        }
        """, """
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1)] public partial Node Price { get; }
        }
        """,
        title: "Remove [ReLU6]", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Leaves_a_member_that_would_have_no_operator() => OffersNothing("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Last { get; }
            [[|ReLU|], CrossEntropyLoss] public partial Node Logits { get; }
        }
        """);
}
