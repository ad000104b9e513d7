using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Gradients;

/// <summary>Recurrent layers against TorchSharp's own modules, with their parameters under their names there.</summary>
public sealed class RecurrentTests
{
    private const int Features = 7;
    private const int Hidden = 37;

    [Theory]
    [InlineData("LSTM", ScalarType.Float32, 1, 1)]
    [InlineData("LSTM", ScalarType.Float32, 30, 6)]
    [InlineData("LSTM", ScalarType.Float64, 1, 3)]
    [InlineData("LSTM", ScalarType.Float64, 30, 1)]
    [InlineData("LSTM", ScalarType.Float64, 30, 6)]
    [InlineData("GRU", ScalarType.Float32, 1, 1)]
    [InlineData("GRU", ScalarType.Float32, 30, 6)]
    [InlineData("GRU", ScalarType.Float64, 1, 3)]
    [InlineData("GRU", ScalarType.Float64, 30, 1)]
    [InlineData("GRU", ScalarType.Float64, 30, 6)]
    public void Is_the_module_of_the_same_name(string layer, ScalarType type, int length, int batch) =>
        AssertEqual(layer, $"[{layer}({Hidden})] public partial Node Y {{ get; }}", isBidirectional: false, type, length, batch);

    [Theory]
    [InlineData("LSTM", ScalarType.Float32)]
    [InlineData("LSTM", ScalarType.Float64)]
    [InlineData("GRU", ScalarType.Float32)]
    [InlineData("GRU", ScalarType.Float64)]
    public void One_in_each_direction_is_a_bidirectional_one(string layer, ScalarType type) => AssertEqual(layer, $$"""
        [{{layer}}({{Hidden}})] public partial Node Forth { get; }
        [From(nameof(X)), {{layer}}({{Hidden}}, Reverse = true)] public partial Node Back { get; }
        [From(nameof(Forth)), Concat(nameof(Back), Dim = 2)] public partial Node Y { get; }
        """, isBidirectional: true, type, length: 11, batch: 4);

    // State by state on its way to the module, and gradients of all that learns and of the input on the way back.
    private static void AssertEqual(string layer, string members, bool isBidirectional, ScalarType type, int length, int batch)
    {
        using var scope = NewDisposeScope();
        using var model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", "", $"{length}, {Features}", members)), "Net", new() { DType = type });
        using var module = Twin(layer, isBidirectional).to(type);
        var own = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        var pairs = module.named_parameters().Select((pair, i) => (Twin: pair.parameter, Own: own[OwnName(pair.name)], Seed: i)).ToArray();
        Assert.Equal(own.Count, pairs.Length);
        using (no_grad())
        {
            foreach (var (twin, mine, seed) in pairs)
                mine.copy_(twin.copy_(Tensors.Normal(10 + seed, twin.shape, type) / Math.Sqrt(Hidden)));
        }

        var x = Tensors.Normal(1, [batch, length, Features], type);
        var leaf = x.detach().clone().requires_grad_(true);
        var expected = Call(module, leaf);
        var tolerance = type == ScalarType.Float64 ? 1e-10 : 1e-5;
        Tensors.Near(expected, (Tensor)((dynamic)model).TrainForward(x), tolerance, "the result");
        Tensors.Near(expected, model.Predict(x), tolerance, "the prediction");
        Tensors.Near(expected, model.forward(x), tolerance, "the portable result");

        var upstream = Tensors.Normal(2, expected.shape, type);
        expected.backward([upstream]);
        var gradX = empty_like(x);
        ((dynamic)model).TrainForward(x);
        ((dynamic)model).TrainBackward(upstream, gradX: gradX);
        Tensors.Near(leaf.grad!, gradX, tolerance, "the gradient of the input");
        foreach (var (twin, mine, _) in pairs)
            Tensors.Near(twin.grad!, mine.grad!, tolerance, "a parameter's gradient");

        string OwnName(string name) => !isBidirectional ? $"y.{layer.ToLowerInvariant()}.{name}"
            : name.EndsWith("_reverse", StringComparison.Ordinal) ? $"back.{layer.ToLowerInvariant()}.{name[..^"_reverse".Length]}" : $"forth.{layer.ToLowerInvariant()}.{name}";
    }

    [Theory]
    [InlineData("LSTM", 4)]
    [InlineData("GRU", 3)]
    public void Auto_starts_with_Xavier_and_orthogonal_matrices(string layer, int gates)
    {
        using var scope = NewDisposeScope();
        var own = Started(layer, "");
        var bound = Math.Sqrt(6.0 / (64 + 48));
        Assert.InRange(own["weight_ih_l0"].abs().max().item<float>(), 0.95 * bound, bound);
        var state = own["weight_hh_l0"];
        Assert.Equal([gates * 48, 48], state.shape);
        Tensors.Near(eye(48), state.t().mm(state), 1e-5);
        Assert.Equal(0, own["bias_ih_l0"].abs().max().item<float>());
        Assert.Equal(0, own["bias_hh_l0"].abs().max().item<float>());
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void TorchDefault_starts_as_the_module_does(string layer)
    {
        using var scope = NewDisposeScope();
        var bound = 1 / Math.Sqrt(48);
        Assert.All(Started(layer, ", WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault").Values,
            parameter => Assert.InRange(parameter.abs().max().item<float>(), 0.9 * bound, bound));
    }

    private static Dictionary<string, Tensor> Started(string layer, string options)
    {
        var model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", "", "5, 64", $"[{layer}(48{options})] public partial Node Y {{ get; }}")), "Net");
        return model.named_parameters().ToDictionary(pair => pair.name.Split('.')[^1], pair => pair.parameter.detach());
    }

    // The sum of two marked numbers among many (Hochreiter and Schmidhuber, 1997): always answering 1 leaves an error of 1/6.
    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void Learns_to_add_two_numbers_far_apart(string layer)
    {
        using var scope = NewDisposeScope();
        using var model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Adding", "MSELoss, Adam(1e-2), ClipGradNorm(1)", "20, 2",
            $"[{layer}(24), Select(1, -1), Linear(1)] public partial Node Sum {{ get; }}")), "Adding", new() { Seed = 1 });
        for (var step = 0; step < Steps; step++)
        {
            using var inner = NewDisposeScope();
            var (x, sum) = Numbers(step);
            ((dynamic)model).TrainStep(x, sum);
        }
        var (unseen, sums) = Numbers(100_000, 500);
        Assert.InRange((model.Predict(unseen) - sums).square().mean().item<float>(), 0, 0.01);
    }

    private const int Steps = 600;

    private static (Tensor X, Tensor Sum) Numbers(long seed, int batch = 50)
    {
        var numbers = Tensors.Uniform(3 * seed, [batch, 20]);
        var positions = arange(20);
        var marks = (positions.eq(Tensors.Classes(3 * seed + 1, 10, batch, 1)) + positions.eq(Tensors.Classes(3 * seed + 2, 10, batch, 1) + 10)).to(ScalarType.Float32);
        return (stack([numbers, marks], 2), (numbers * marks).sum(1, keepdim: true));
    }

    private static nn.Module Twin(string layer, bool isBidirectional) => layer == "LSTM"
        ? nn.LSTM(Features, Hidden, batchFirst: true, bidirectional: isBidirectional)
        : nn.GRU(Features, Hidden, batchFirst: true, bidirectional: isBidirectional);

    private static Tensor Call(nn.Module module, Tensor x) => module switch
    {
        TorchSharp.Modules.LSTM lstm => lstm.call(x, null).Item1,
        TorchSharp.Modules.GRU gru => gru.call(x, null).Item1,
        _ => throw new ArgumentException($"{module.GetName()} is no recurrent layer.", nameof(module)),
    };
}
