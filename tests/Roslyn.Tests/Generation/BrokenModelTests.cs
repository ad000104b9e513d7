namespace Roslyn.Tests.Generation;

/// <summary>A model with errors gives those, and none in the code around it.</summary>
public sealed class BrokenModelTests
{
    private const string Use = """
        using DeepDsl;
        using TorchSharp;
        using static TorchSharp.torch;
        public static class Use
        {
            public static void Everything(Tensor x, Tensor y)
            {
                using var net = new Net(new() { Seed = 1 });
                ISupervisedModel trained = net;
                float loss = net.TrainStep(x, y) + net.ComputeGradients(x, y) + trained.TrainStep(x, y);
                Tensor result = net.Predict(x), same = net.forward(x), kept = net.TrainForward(x), last = net.LastOutput;
                net.TrainBackward(result, accumulate: true, parameters: false, gradX: same);
                net.Step();
                net.ZeroGradients();
                net.LearningRate = 0.1f;
                using Net copy = net.Clone();
                copy.CopyParametersFrom(net);
                copy.LerpParametersFrom(net, 0.5);
                System.Console.WriteLine($"{Net.Summary}{net.X.Features}{net.Y}{loss}{kept}{last}{torch.nn.Sequential(net)}{net.parameters()}");
            }
        }
        """;

    [Theory]
    [InlineData("Linear(10)", null)]
    [InlineData("Linear(0)", "DD0101")]
    [InlineData("Conv2d(8, 3)", "DD0101")]
    [InlineData("Linear(nameof(X))", "DD0109")]
    [InlineData("Add(\"Z\")", "DD0109")]
    [InlineData("Reshape(3, 3)", "DD0104")]
    public async Task Code_around_it_compiles(string operators, string? id)
    {
        var compilation = TestCompilation.Of(Source(operators), Use);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.Diagnostics);
        Assert.Equal(id is null ? [] : [id], (await compilation.FindingsAsync()).Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("Linear(true)", "CS1503")]
    [InlineData("Lniear(10)", "CS0246")]
    [InlineData("Linear(10", "CS1026")]
    [InlineData("Linear(10), Liss", "CS0246")]
    public async Task What_C_sharp_rejects_is_left_to_it(string operators, string error)
    {
        var compilation = TestCompilation.Of(Source(operators), Use);
        Assert.Equal([error], compilation.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
        Assert.Empty(await compilation.FindingsAsync());
    }

    [Theory]
    [InlineData("public", "Linear(10)", null)]
    [InlineData("internal", "Linear(10)", null)]
    [InlineData("internal", "Linear(0)", "DD0101")]
    public async Task Parameters_are_copied_from_a_model_that_is_used(string access, string operators, string? id)
    {
        var compilation = TestCompilation.Of($$"""
            using DeepDsl;
            namespace @event
            {
                {{access}} static partial class Zoo
                {
                    [Model] {{access}} partial class Backbone { [Input(4)] public partial Node X { get; } [Linear(4)] public partial Node @class { get; } [Linear(3)] public partial Node Y { get; } }
                }
            }
            [Model] public partial class Net { [Input(4)] public partial Node X { get; } [Use<@event.Zoo.Backbone>(Until = "class", Frozen = true), {{operators}}] public partial Node Y { get; } }
            static class Use { public static void Copy(Net net, @event.Zoo.Backbone backbone) => net.CopyParametersFrom(backbone); }
            """);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.Diagnostics);
        Assert.Equal(id is null ? [] : [id], (await compilation.FindingsAsync()).Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("SGD(0.1), Adam(0.1)", "DD0108")]
    [InlineData("SGD(0.1), OneCycleLR, CosineAnnealingLR", "DD0108")]
    [InlineData("SGD(0.1), SGD(0.2)", "CS0579")]
    [InlineData("SGD(0.1), ClipGradNorm(1), ClipGradNorm(1)", "CS0579")]
    public async Task Two_of_what_a_model_has_one_of_are_one_mistake(string settings, string id)
    {
        var compilation = TestCompilation.Of(Source("Linear(10)").Replace("SGD(0.1)", settings), Use);
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        Assert.Equal([id], compilation.Diagnostics.Select(diagnostic => diagnostic.Id).Concat((await compilation.FindingsAsync()).Select(finding => finding.Id)));
    }

    [Theory]
    [InlineData("[Hyper] public partial int Depth { get; }")]
    [InlineData("[Hyper(0.5)] public partial int Depth { get; }")]
    [InlineData("[Hyper(1)] public partial bool Depth { get; }")]
    public async Task A_hyperparameter_without_a_value_is_one_mistake(string hyper)
    {
        var compilation = TestCompilation.Of(Source("Linear(10)").Replace("    [Input", $"    {hyper}\n    [Input"), Use);
        Assert.Empty(compilation.Diagnostics);
        Assert.Equal(["DD0109"], (await compilation.FindingsAsync()).Select(finding => finding.Id));
    }

    [Fact]
    public async Task Several_results_stay_several()
    {
        var compilation = TestCompilation.Of("""
            using DeepDsl;
            using static TorchSharp.torch;
            [Model] public partial class Net
            {
                [Input(64)] public partial Node X { get; }
                [Linear(0), Output] public partial Node Y { get; }
                [Linear(10), Output] public partial Node Z { get; }
                public static Tensor Last(Net net, Tensor x) => net.Predict(x).Z;
            }
            """);
        Assert.Empty(compilation.Diagnostics);
        Assert.Equal(["DD0101"], (await compilation.FindingsAsync()).Select(finding => finding.Id));
    }

    private static string Source(string operators) => $$"""
        using DeepDsl;
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [{{operators}}] public partial Node Y { get; }
        }
        """;
}
