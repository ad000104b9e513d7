using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Graph;

/// <summary>The gains that are computed from the signal that arrives, and where the initializer of the activation stays as it is.</summary>
public sealed class GainChoiceTests
{
    private const string Root2 = "1.4142135623730951";

    [Theory]
    // E φ² of a Gaussian of variance 2, which the first layer makes: 0.922, 0.799 and 0.780.
    [InlineData("[Linear(64), GELU, Linear(64), GELU, Linear(4)] Y", "Init.KaimingNormal(64, 1.47)", "Kaiming for GELU, gain ×1.04: keeps the second moment behind GELU")]
    [InlineData("[Linear(64), SiLU, Linear(64), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, 1.58)", "Kaiming for ReLU, gain ×1.12: keeps the second moment behind SiLU")]
    [InlineData("[Linear(64), Hardswish, Linear(64), Hardswish, Linear(4)] Y", "Init.KaimingNormal(64, 1.6)", "Kaiming for Hardswish, gain ×1.13: keeps the second moment behind Hardswish")]
    [InlineData("[Linear(64), LayerNorm, GELU, Linear(64), GELU, Linear(4)] Y", "Init.KaimingNormal(64, 1.53)", "Kaiming for GELU, gain ×1.08: keeps the second moment behind GELU")]
    // Dropout divides the second moment by 1 − p.
    [InlineData("[Linear(64), ReLU, Dropout(0.5), Linear(64), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, 1)", "Kaiming for ReLU, gain ×0.707: keeps the second moment behind ReLU, Dropout(0.5)")]
    [InlineData("[Linear(64), Tanh, Dropout(0.36), Linear(64), Tanh, Linear(4)] Y", "Init.XavierUniform(64, 64, 0.8)", "Xavier for Tanh, gain ×0.8: keeps the second moment behind Tanh, Dropout(0.36)")]
    // A gate of sigmoids lets 0.293 through.
    [InlineData("[Linear(64), Sigmoid] G [From(nameof(X)), Linear(64), Multiply(nameof(G)), Linear(64), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, 2.61)", "Kaiming for ReLU, gain ×1.85: keeps the second moment behind Multiply(G)", 2)]
    public void Layers_make_up_for_what_changes_the_signal(string members, string init, string why, int layer = 1) =>
        Assert.Equal((init, why), Chosen($"[Input(64)] X {members}", layer));

    [Theory]
    // Of noise, the largest of four rectified values has three times the second moment.
    [InlineData("[Conv2d(32, 1), ReLU, MaxPool2d(2), Conv2d(32, 1), ReLU, Conv2d(4, 1)] Y", "Kaiming for ReLU, gain ×0.569: keeps the second moment behind ReLU, MaxPool2d(2)")]
    // The mean of four is a quarter, and a half is made up for.
    [InlineData("[Conv2d(32, 1), Tanh, AvgPool2d(2), Conv2d(32, 1), Tanh, Conv2d(4, 1)] Y", "Xavier for Tanh, gain ×1.41: keeps the second moment behind Tanh, AvgPool2d(2)")]
    // 22 of 24 taps meet the map, along either side.
    [InlineData("[Conv2d(32, 1), ReLU, Conv2d(32, 3, Padding = 1), ReLU, Conv2d(4, 1)] Y", "Kaiming for ReLU, gain ×1.09: keeps the second moment behind ReLU, padding")]
    [InlineData("[Conv2d(32, 1), ReLU, ConvTranspose2d(16, 2, Stride = 2), ReLU, Conv2d(4, 1)] Y", "Kaiming for ReLU, gain ×1.41: keeps the second moment behind ReLU")]
    public void Windows_are_made_up_for_as_well(string members, string why) => Assert.Equal(why, Chosen($"[Input(32, 8, 8)] X {members}", 1).Why);

    [Theory]
    [InlineData("[Linear(64), ReLU, Linear(64), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), LeakyReLU(0.2), Linear(64), LeakyReLU(0.2), Linear(4)] Y", "Init.KaimingNormal(64, 1.3867504905630728)")]
    [InlineData("[Linear(64), Tanh, Linear(64), Tanh, Linear(4)] Y", "Init.XavierUniform(64, 64, 1)")]
    [InlineData("[Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(4)] Y", "Init.XavierUniform(64, 64, 1)")]
    [InlineData("[Linear(64), Sine(30), Linear(64), Sine(30), Linear(4)] Y", "Init.KaimingUniform(64, 0.047140452079103175)")]
    [InlineData("[Linear(64), ELU, Linear(64), ELU, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), ReLU, Dropout(0.03), Linear(64), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), GELU, Linear(64), LayerNorm, GELU, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), ReLU, Dropout(0.5), Linear(64), ReLU, BatchNorm1d, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), BatchNorm1d, ReLU, Linear(64), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), ReLU, Dropout(0.5), Linear(64, WeightGain = 1.5), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, 1.5)")]
    [InlineData("[Linear(64), ReLU, Dropout(0.5), Linear(64, WeightFan = FanMode.FanOut), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), ReLU, Dropout(0.5), Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(4)] Y", "Init.XavierNormal(64, 64, 1)")]
    // A user's own factor is meant, and a result may be small.
    [InlineData("[Linear(64), ReLU, Scale(0.1), Linear(64), ReLU, Linear(4)] Y", "Init.KaimingNormal(64, " + Root2 + ")")]
    [InlineData("[Linear(64), Tanh, Linear(4)] Y", "Init.XavierUniform(64, 4, 1)")]
    [InlineData("[Linear(64), LayerNorm, ReLU, Dropout(0.3), Linear(4)] Y", "Init.XavierUniform(64, 4, 1)")]
    public void What_is_right_keeps_its_name(string members, string init) => Assert.Equal(init, Chosen($"[Input(64)] X {members}", 1).Init);

    [Fact]
    public void Dropout_does_not_make_a_result_large() =>
        Assert.Equal(("Init.XavierUniform(64, 4, 0.707)", "Xavier, gain ×0.707: holds the result down behind ReLU, Dropout(0.5)"), Chosen("[Input(64)] X [Linear(64), ReLU, Dropout(0.5), Linear(4)] Y", 1));

    [Fact]
    public void What_is_written_as_Auto_is_what_is_not_written() => Assert.Equal(
        Chosen("[Input(64)] X [Linear(64), GELU, Linear(64), GELU, Linear(4)] Y", 1),
        Chosen("[Input(64)] X [Linear(64), GELU, Linear(64, WeightInit = Initializer.Auto), GELU, Linear(4)] Y", 1));

    [Theory]
    [InlineData("ReLU, Linear(64), ReLU, Linear(64)", 1, 0.25)]
    [InlineData("Linear(64), GELU, Linear(64), Dropout(0)", 1, 0.26)]
    // Rectified branches have means, which add up: 1/(½·16·(1 − 1/π + 16/π)) of the stream, times 64 over 2.
    [InlineData("Linear(64), ReLU", 0, 0.147)]
    public void Branches_share_a_stream(string branch, int last, double gain)
    {
        var graph = Stream(branch, 16);
        var layers = graph.Nodes.Where(node => node.Operator is IMap).ToArray();
        var init = graph.Initialization.Resolve(layers[1 + last], layers[1 + last].Operator!.Parameters.First());
        Assert.Equal("one of 16 that add up without normalization", init.Why!.Split(": ")[1]);
        Assert.Equal(("LeCunNormal", gain), ($"{init.Init.Initializer}", init.Init.Gain));
        var calls = layers.Skip(1).Take(layers.Length - 2).Where((_, i) => i % (last + 1) == last).Select(layer => graph.Initialization.Resolve(layer, layer.Operator!.Parameters.First()).Call).Distinct();
        // Behind ReLU it is the same number everywhere: the block is one class, and nothing need be passed to it.
        Assert.InRange(calls.Count(), 1, branch.Contains("GELU", StringComparison.Ordinal) ? 10 : 1);
    }

    [Fact]
    public void So_do_results_of_blocks_that_are_added_all_at_once() => Assert.Contains(
        All(Declare.Sound(Declare.Graph("""
            block Wave { [Input] X [Linear(64), Tanh] H [Linear(32), Output] Skip [From(nameof(H)), Linear(64), Output] Y }
            [CrossEntropyLoss] class Net [Input(64)] X [Use<Wave>(Repeat = 9)] Stack [SumOf(nameof(Stack), nameof(Wave.Skip)), ReLU, Linear(4)] Z
            """))),
        init => init is { Call: "Init.LeCunNormal(64, 0.333)", Why: "LeCun, gain ×0.333: one of 9 that add up without normalization" });

    [Theory]
    [InlineData("LayerNorm, Linear(64), ReLU, Linear(64)")]
    [InlineData("Linear(64), ReLU, Linear(64), LayerNorm")]
    [InlineData("Linear(64), BatchNorm1d, ReLU, Linear(64)")]
    public void Normalized_branches_add_what_they_always_did(string branch) =>
        Assert.DoesNotContain(All(Stream(branch, 16)), init => init.Why!.Contains("add up", StringComparison.Ordinal));

    [Fact]
    public void A_sum_of_two_maps_is_no_stream() => Assert.DoesNotContain(
        All(Declare.Sound(Declare.Graph("[Input(64)] X [Linear(64)] A [From(nameof(X)), Linear(64), Add(nameof(A)), ReLU] B [Linear(64)] C [From(nameof(B)), Linear(64), Add(nameof(C)), ReLU, Linear(4)] Y"))),
        init => init.Why!.Contains("add up", StringComparison.Ordinal));

    [Fact]
    public void Predictions_and_code_have_one_number_whatever_the_batch()
    {
        const string source = "[CrossEntropyLoss] class Net [Input(3, 16, 16)] X [Conv2d(16, 3), BatchNorm2d, SiLU, AvgPool2d(2), Conv2d(16, 3), SiLU, Flatten, Linear(4)] Y";
        var (early, late) = (Declare.Sound(Declare.Graph(source)), Declare.Sound(Declare.Graph(source)));
        SignalPropagation.Predict(early, 4);
        Assert.Equal(All(late).Select(init => init.Call), All(early).Select(init => init.Call));
        var conv = early.Nodes.Last(node => node.Operator is IMap && node.Shape.IsImage);
        var (before, after) = (SignalPropagation.Predict(early).Of(conv.Inputs[0])!, SignalPropagation.Predict(early).Of(conv)!);
        Assert.Equal(early.Initialization.Resolve(conv, conv.Operator!.Parameters.First()).Spread.Variance, after.SecondMoment / (16 * 9 * before.SecondMoment), 1e-6);
    }

    [Fact]
    public void A_block_is_given_the_gains_in_which_its_uses_differ_and_nothing_else()
    {
        var code = Declare.Files("""
            block Stage { [Input] X [Conv2d(16, 3, Padding = 1), ReLU, MaxPool2d(2), Conv2d(16, 1), ReLU] Y }
            [CrossEntropyLoss] class Net [Input(16, 32, 32)] X [Use<Stage>(Repeat = 3), Flatten, Linear(10)] Y
            """).Single(file => file.HintName.Contains(".Parameters", StringComparison.Ordinal)).Text;
        Assert.Contains("private sealed partial class StageModule(ModelState state, string name, Init yConvWeightInit, Init yConv2WeightInit)", code, StringComparison.Ordinal);
        Assert.Contains("""_y0 = new(State, "y.stage.0", Init.KaimingNormal(144, 1.44), Init.KaimingNormal(16, 0.""", code, StringComparison.Ordinal);
        Assert.Contains("// Kaiming for ReLU, gain ×1.02: keeps the second moment behind padding to Kaiming for ReLU, gain ×1.", code, StringComparison.Ordinal);
        var same = Declare.Files("block Layer { [Input] X [Linear(64), ReLU, Dropout(0.2)] Y } [CrossEntropyLoss] class Net [Input(64)] X [Linear(64), ReLU, Dropout(0.2), Use<Layer>(Repeat = 3), Linear(10)] Y")
            .Single(file => file.HintName.Contains(".Parameters", StringComparison.Ordinal)).Text;
        Assert.Contains("""Init.KaimingNormal(64, 1.26)); // Kaiming for ReLU, gain ×0.894: keeps the second moment behind ReLU, Dropout(0.2)""", same, StringComparison.Ordinal);
        Assert.DoesNotContain("Init yLinearWeightInit", same, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_is_used_again_starts_as_where_it_is_first()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(64)] X [Linear(64), GELU] A [Linear(64), GELU, Dropout(0.5)] B [Linear(64, TieWeight = nameof(A)), GELU, Linear(4)] Y"));
        Assert.Equal(["Init.KaimingNormal(64, 1.4142135623730951)", "Init.KaimingNormal(64, 1.47)", "Init.XavierUniform(64, 4, 1)"],
            All(graph).Where((_, i) => i != 2).Select(init => init.Call));
        Assert.Equal(2 * SignalPropagation.Predict(graph).Of(graph.Members["B"])!.SecondMoment, SignalPropagation.Predict(graph).Of(graph.Nodes.Where(node => node.Operator is IMap).ElementAt(2))!.SecondMoment, 1e-6);
    }

    [Fact]
    public void A_model_with_problems_and_a_block_by_itself_have_the_activations_initializer()
    {
        Assert.Equal($"Init.KaimingNormal(64, {Root2})", Call(Declare.Graph("[Input(64)] X [Linear(64), ReLU, Dropout(0.5), Linear(64), ReLU, Linear(0)] Y")));
        Assert.Equal($"Init.KaimingNormal(64, {Root2})", Call(Declare.Graph("[Input(64)] X [Linear(64), ReLU, Linear(64), ReLU] Y [Linear(3)] Z")));
    }

    private static string Call(ShapedGraph graph)
    {
        var layer = graph.Nodes.Where(node => node.Operator is IMap).ElementAt(1);
        return graph.Initialization.Resolve(layer, layer.Operator!.Parameters.First()).Call;
    }

    private static ShapedGraph Stream(string branch, int blocks) => Declare.Sound(Declare.Graph(
        $"block Layer {{ [Input] X [{branch}, Residual] Y }} [CrossEntropyLoss] class Net [Input(64)] X [Linear(64)] S [Use<Layer>(Repeat = {blocks}), Linear(4)] Y"));

    private static IEnumerable<ResolvedInit> All(ShapedGraph graph) =>
        graph.Nodes.Where(node => node.Operator is IMap).Select(layer => graph.Initialization.Resolve(layer, layer.Operator!.Parameters.First()));

    private static (string Init, string? Why) Chosen(string source, int layer)
    {
        var init = All(Declare.Sound(Declare.Graph(source))).ElementAt(layer);
        return (init.Call, init.Why);
    }
}
