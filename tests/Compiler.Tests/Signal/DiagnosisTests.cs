using CsCheck;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Judging;
using DeepDsl.Compiler.Signal.Judging.Ailments;

namespace Compiler.Tests.Signal;

/// <summary>What is made of predictions.</summary>
public sealed class DiagnosisTests
{
    private static readonly OptimizerFamily[] Optimizers = [OptimizerFamily.Undeclared, OptimizerFamily.Sgd, OptimizerFamily.Adam];

    [Fact]
    public void Every_sound_model_can_be_judged_and_every_cure_leaves_it_sound() => RandomGraphs.Sources.Sample(source =>
    {
        var graph = Declare.Graph(source);
        foreach (var limits in Optimizers.Select(SignalLimits.For))
        {
            // Not through the memory, which would hide what is thrown.
            var study = SignalStudy.Of(graph, limits.Batch)!;
            var diagnosis = SignalDiagnosis.Of(study, limits, edited => SignalStudy.Of(edited, limits.Batch));
            foreach (var cure in Cures.Of(diagnosis, limits))
                Assert.True(Edited(cure.Changes, graph.Declaration).IsSound, cure.What);
        }
    }, iter: 200);

    [Fact]
    public void A_stack_of_zeros_has_no_cure_that_nothing_is_known_of()
    {
        var diagnosis = Diagnose(Plain("Linear(32, WeightInit = Initializer.Zeros), Sigmoid, ", 12));
        Assert.NotNull(diagnosis.Ailment);
        Assert.All(Cures.Of(diagnosis, SignalLimits.For(OptimizerFamily.Sgd), TestContext.Current.CancellationToken), cure => Assert.True(SignalStudy.Of(Edited(cure.Changes, diagnosis.Study.Graph.Declaration), 32)!.CanJudge));
    }

    // Each of these was offered a layer's normalization or an initializer alone, and did not train with it.
    [Theory]
    [InlineData("Linear(64, WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault), LeakyReLU", 30, "SGD(0.02, Momentum = 0.9)")]
    [InlineData("Linear(64, WeightInit = Initializer.XavierNormal), GELU", 30, "SGD(0.02, Momentum = 0.9)")]
    [InlineData("Linear(64, WeightInit = Initializer.Normal, WeightStd = 1), ReLU", 50, "AdamW(1e-3)")]
    [InlineData("Linear(64, WeightInit = Initializer.Normal, WeightStd = 1), GELU", 50, "SGD(0.02, Momentum = 0.9)")]
    [InlineData("Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.01), Sigmoid", 50, "SGD(0.1)")]
    public void A_long_way_is_shortened_where_it_can_be(string layer, int depth, string optimizer) =>
        Assert.All(CuresOf(Repeated(layer, depth, optimizer)), cure => Assert.Contains("a skip connection", cure.What));

    [Fact]
    public void A_long_way_that_nothing_goes_around_is_normalized() =>
        Assert.Equal(["Insert BatchNorm1d after every Linear"], CuresOf(Repeated("Linear(64, WeightInit = Initializer.Normal, WeightStd = 1), Sigmoid", 50, "SGD(0.02, Momentum = 0.9)")).Select(cure => cure.What));

    // Its mean is nearly the same for all inputs, and a layer's normalization leaves it.
    [Fact]
    public void What_normalizes_one_sample_does_not_tell_inputs_apart() =>
        Assert.DoesNotContain("Insert LayerNorm after every Linear", CuresOf(Repeated("Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.01), Sigmoid", 6, "SGD(0.1)")).Select(cure => cure.What));

    [Theory]
    [InlineData("Linear(64, WeightInit = Initializer.XavierNormal), Sigmoid", 20, "Use ReLU instead of sigmoid and tanh, and remove the initializer")]
    [InlineData("Linear(64), Sigmoid", 12, "Use ReLU instead of sigmoid and tanh")]
    public void Another_activation_gets_its_own_initializer(string layer, int depth, string cure) => Assert.Contains(cure, CuresOf(Repeated(layer, depth, "SGD(0.1)")).Select(found => found.What));

    [Theory]
    [InlineData("GELU")]
    [InlineData("SiLU")]
    [InlineData("Hardswish")]
    public void A_gain_that_depends_on_the_size_is_left_to_the_compiler(string activation)
    {
        var changes = Diagnose(Repeated($"Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.01), {activation}", 12, "SGD(0.1)")).MatchingInitializers;
        Assert.Contains("WeightInit", Assert.Single(changes).Unset);
        Assert.Empty(changes[0].Set);
    }

    [Fact]
    public void A_very_deep_model_is_judged_as_well()
    {
        var diagnosis = Diagnose("block Layer { [Input] X [ReLU, Scale(1), Linear(8, WeightInit = Initializer.KaimingNormal), Residual] Y } [CrossEntropyLoss, SGD(0.1)] class Net [Input(8)] X [Use<Layer>(Repeat = 1000), Linear(10)] Y");
        Assert.NotNull(diagnosis.Ailment);
        Assert.NotNull(Diagnose("block Layer { [Input] X [ReLU, Scale(1), ReLU] Y } [CrossEntropyLoss, SGD(0.1)] class Net [Input(8)] X [Linear(8), Use<Layer>(Repeat = 1000), Linear(10)] Y"));
    }

    [Fact]
    public void One_cause_is_told_once_and_by_its_number()
    {
        var ailment = Assert.IsType<VanishingGradients>(Diagnose(Plain("Linear(64), Sigmoid, ", 12)).Ailment);
        Assert.Contains("11 sigmoid layers pass on ×0.2 each", ailment.Message);
        Assert.Equal(SignalLevel.Warning, ailment.Level);
    }

    [Fact]
    public void Where_the_initializer_does_not_help_it_is_not_the_cause() =>
        Assert.IsType<VanishingGradients>(Diagnose(Plain("Linear(64, WeightInit = Initializer.KaimingNormal), Sigmoid, ", 12)).Ailment);

    [Fact]
    public void Changes_reach_the_block_that_is_repeated()
    {
        var model = Declare.Model("block Layer { [Input] X [Linear(8), ReLU] Y } [CrossEntropyLoss] class Net [Input(8)] X [Use<Layer>(Repeat = 3), Linear(10)] Y");
        var block = model.Blocks[0].Type.FullName;
        var changed = AttributeChange.Apply(model, [new(block, "Y", 0) { Behind = [new("LayerNormAttribute", [], [])], Set = [new("Bias", new(false))] }]);
        var graph = Declare.Sound(DeepDsl.Compiler.ModelCompiler.Analyze(changed));
        Assert.Equal(3, graph.Nodes.Count(node => node.Declaration?.Name == "LayerNorm"));
        Assert.All(graph.Nodes.Where(node => node.Declaration?.Name == "Linear").Take(3), node => Assert.Single(node.Operator!.Parameters));
    }

    [Theory]
    [InlineData(-5.52, "3e-6")]
    [InlineData(-0.4, "0.4")]
    [InlineData(-1.7, "0.02")]
    [InlineData(0, "1")]
    [InlineData(2.2, "200")]
    [InlineData(2.99, "1e3")]
    [InlineData(-3.001, "1e-3")]
    [InlineData(-300, "1e-300")]
    public void Numbers_have_one_digit(double log, string text) => Assert.Equal(text, Numbers.OfLog10(log));

    [Theory]
    [InlineData(0.08, "1.2")]
    [InlineData(-0.01, "0.98")]
    [InlineData(-0.5, "0.3")]
    public void Factors_near_one_have_a_direction(double log, string text) => Assert.Equal(text, Numbers.FactorOfLog10(log));

    private static Cure[] CuresOf(string source)
    {
        var diagnosis = Diagnose(source);
        Cure[] cures = [.. Cures.Of(diagnosis, SignalLimits.For(diagnosis.Study.Optimizer), TestContext.Current.CancellationToken)];
        Assert.NotEmpty(cures);
        return cures;
    }

    private static string Repeated(string layer, int depth, string optimizer) =>
        $"block Layer {{ [Input] X [{layer}] Y }} [CrossEntropyLoss, {optimizer}] class Net [Input(1, 8, 8)] X [Flatten, Use<Layer>(Repeat = {depth - 1}), Linear(10)] Y";

    private static string Plain(string layer, int depth) => $"[CrossEntropyLoss, SGD(0.1)] class Net [Input(32)] X [{string.Concat(Enumerable.Repeat(layer, depth - 1))}Linear(10)] Y";

    private static DeepDsl.Compiler.Graph.ShapedGraph Edited(IEnumerable<AttributeChange> changes, DeepDsl.Compiler.Declarations.ModelDeclaration model) =>
        DeepDsl.Compiler.ModelCompiler.Analyze(AttributeChange.Apply(model, changes));

    private static SignalDiagnosis Diagnose(string source)
    {
        var study = SignalStudy.Of(Declare.Sound(Declare.Graph(source)), SignalPropagation.UsualBatch)!;
        return SignalDiagnosis.Of(study, SignalLimits.For(study.Optimizer), edited => SignalStudy.Of(edited, SignalPropagation.UsualBatch));
    }
}
