using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class IdleOptionTests : RuleTests<IdleOption, IdleOptionFix>
{
    [Fact]
    public Task The_number_of_another_initializer() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10, [|WeightStd = 0.02|])] public partial Node Logits { get; }
        """, "[Linear] has a WeightStd without effect: it counts with WeightInit = Normal or TruncNormal, but WeightInit is Auto");

    [Fact]
    public Task What_nobody_misses_is_a_suggestion() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), ReLU([|Name = "act"|]), Linear(10)] public partial Node Logits { get; }
        """, DiagnosticSeverity.Info,
        "[ReLU] has a Name without effect: a name is for what is kept in the state dictionary, and this operator keeps nothing");

    [Fact]
    public Task Is_marked_in_the_block_and_not_where_that_is_used() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Part
        {
            [Input] public partial Node X { get; }
            [Linear(64, Bias = false, [|BiasInit = Initializer.TorchDefault|]), ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Part>(Repeat = 2), Linear(10)] public partial Node Logits { get; }
        }
        """, "[Linear] has a BiasInit without effect: it counts with Bias, but Bias is false");

    [Fact]
    public Task Says_nothing_where_the_initializer_takes_it() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(10, WeightInit = Initializer.Normal, WeightStd = 0.02, BiasInit = Initializer.Constant, BiasValue = 0.1)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Removes_the_option() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(10, [|WeightStd = 0.02|], Bias = false, [|BiasValue = 1|])] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(10, Bias = false)] public partial Node Logits { get; }
        """, title: null);

    [Fact]
    public Task Removes_the_brackets_of_arguments_as_well() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), Softplus, Flatten([|Name = "flat"|]), Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(10), Softplus, Flatten, Linear(10)] public partial Node Logits { get; }
        """, "Remove Name", severity: DiagnosticSeverity.Info);
}
