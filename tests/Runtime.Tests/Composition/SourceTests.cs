using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Composition;

/// <summary>Members that begin with a value of their own: learned ones and noise.</summary>
public sealed class SourceTests
{
    private const string Source = """
        [Model] public partial class Net
        {
            [Input(6)] public partial Node X { get; }
            [Noise(Like = nameof(X)), Add(nameof(X))] public partial Node Y { get; }
        }
        """;

    [Fact]
    public void A_variational_autoencoder_trains_like_autograd_with_the_same_draws()
    {
        dynamic model = Create(Architectures.Vae, "Vae");
        using var x = Tensors.Uniform(1, [5, 12], ScalarType.Float64);
        float loss = model.ComputeGradients(x);
        Tensor[] gradients = [.. ((Module)model).parameters().Select(parameter => parameter.grad!.clone())];

        using var noise = Noise(model);
        ((Module)model).zero_grad();
        var parameters = ((Module)model).named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        var h = Layer("hidden.linear", x).relu();
        var (mu, logVar) = (Layer("mu.linear", h), Layer("log_var.linear", h));
        var z = noise * (logVar * 0.5).exp() + mu;
        var reconstruction = Layer("reconstruction.linear2", Layer("reconstruction.linear", z).relu()).sigmoid();
        var expected = functional.binary_cross_entropy(reconstruction, x) + 0.5 * (logVar.exp() + mu * mu - 1 - logVar).sum() / 5;
        expected.backward();
        Assert.Equal(expected.item<double>(), loss, 1e-5);
        Assert.All(((Module)model).parameters().Zip(gradients), pair => Assert.True(pair.First.grad!.allclose(pair.Second, 1e-8, 1e-11)));

        Tensor Layer(string name, Tensor value) => functional.linear(value, parameters[$"{name}.weight"], parameters[$"{name}.bias"]);

        // What the portable path draws for the step that has just run.
        static Tensor Noise(dynamic model) => DeepDsl.Models.Portable.Noise(zeros([5, 3], ScalarType.Float64), model.State.Draws.Of(0), true);
    }

    [Fact]
    public void Noise_is_zero_in_inference_and_new_in_every_step()
    {
        dynamic model = Create(Source, "Net");
        using var x = Tensors.Normal(2, [4, 6], ScalarType.Float64);
        Assert.True(((Tensor)model.Predict(x)).allclose(x));
        model.eval();
        Assert.True(((Tensor)model.forward(x)).allclose(x));
        using Tensor first = model.TrainForward(x).clone();
        using Tensor second = model.TrainForward(x).clone();
        Assert.False(first.allclose(second));
        Assert.False(first.allclose(x));
        dynamic again = Create(Source, "Net");
        Assert.True(first.equal((Tensor)again.TrainForward(x)).all().item<bool>());
    }

    [Theory]
    [InlineData("400, 500")]
    [InlineData("2, 100, 1000")]
    [InlineData("99, 999")]
    public void Noise_is_standard_normal(string input)
    {
        dynamic model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", "", input, "[Noise(Like = nameof(X)), Scale(1)] public partial Node Y { get; }")), "Net");
        using var x = zeros([2, .. input.Split(',').Select(long.Parse)]);
        using Tensor y = ((Tensor)model.TrainForward(x)).to(ScalarType.Float64).flatten();
        Assert.InRange(y.mean().item<double>(), -0.01, 0.01);
        Assert.InRange(y.var().item<double>(), 0.99, 1.01);
        Assert.InRange((y.pow(4)).mean().item<double>(), 2.9, 3.1);
        using var neighbours = (y[TensorIndex.Slice(1)] * y[TensorIndex.Slice(0, -1)]).mean();
        Assert.InRange(neighbours.item<double>(), -0.01, 0.01);
    }

    [Fact]
    public void A_weight_is_one_tensor_under_its_own_name_and_the_same_for_every_sample()
    {
        dynamic model = Create("""
            [Model] public partial class Net
            {
                [Input(4, DType = DType.Int64)] public partial Node Tokens { get; }
                [Embedding(9, 3)] public partial Node Words { get; }
                [Weight(2, 3, Name = "class_token")] public partial Node Cls { get; }
                [Weight(3, WeightInit = Initializer.Constant, WeightValue = 2)] public partial Node Shift { get; }
                [From(nameof(Words)), Concat(nameof(Cls)), Mean(1), Multiply(nameof(Shift))] public partial Node Y { get; }
            }
            """, "Net");
        var named = ((Module)model).named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        Assert.Equal(["class_token", "shift.weight", "words.embedding.weight"], named.Keys.Order());
        Assert.Equal([2L, 3L], named["class_token"].shape);
        Assert.True(named["shift.weight"].eq(2).all().item<bool>());
        Assert.InRange(named["class_token"].abs().max().item<double>(), 1e-6, 0.1);
        using var tokens = Tensors.Classes(3, 9, [5, 4]);
        using var expected = cat([named["words.embedding.weight"].index_select(0, tokens.flatten()).view(5, 4, 3), named["class_token"].expand(5, 2, 3)], 1).mean([1L]) * 2;
        Assert.True(((Tensor)model.Predict(tokens)).allclose(expected));
        Assert.True(((Tensor)model.TrainForward(tokens)).allclose(expected));
    }

    [Fact]
    public void Every_repetition_of_a_block_has_a_weight_of_its_own_unless_it_is_shared()
    {
        const string source = """
            [Block] public partial class Adapter
            {
                [Input] public partial Node X { get; }
                [Weight(nameof(Width))] public partial Node W { get; }
                public int Width => X.Features;
                [Multiply(nameof(X)), Tanh] public partial Node Y { get; }
            }
            [Model] public partial class Net
            {
                [Input(7)] public partial Node X { get; }
                [Linear(6), Use<Adapter>(Repeat = 2)] public partial Node A { get; }
                [Use<Adapter>(Repeat = 2, Share = nameof(A)), Linear(2)] public partial Node B { get; }
            }
            """;
        using var model = RuntimeModel.Create(RuntimeModel.Compile(source), "Net", new() { DType = ScalarType.Float64 });
        Assert.Equal(["a.adapter.0.w.weight", "a.adapter.1.w.weight"], model.named_parameters().Select(pair => pair.name).Where(name => name.Contains("adapter")).Order());
        Assert.InRange(GradientCheck.Run(model, [7], batch: 4), 0, 1e-8);
    }

    private static object Create(string source, string name) =>
        Activator.CreateInstance(RuntimeModel.Compile(source).GetType($"Compiled.{name}", throwOnError: true)!, new DeepDsl.ModelOptions { DType = ScalarType.Float64 })!;
}
