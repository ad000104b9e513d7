using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Composition;

/// <summary>Several losses, results and inputs: gradients against autograd over the portable forward.</summary>
public sealed class LossTests
{
    [Fact]
    public void Losses_of_members_add_up_with_their_weights()
    {
        dynamic model = Create("""
            [Model, AdamW(1e-3)] public partial class Net
            {
                [Input(6)] public partial Node X { get; }
                [Linear(8), Tanh] public partial Node H { get; }
                [Linear(4), CrossEntropyLoss(Weight = 0.5), Output] public partial Node Kind { get; }
                [From(nameof(H)), Linear(2), MSELoss, Output] public partial Node Size { get; }
            }
            """);
        using var x = Tensors.Normal(1, [5, 6], ScalarType.Float64);
        using var kind = Tensors.Classes(2, 4, [5]);
        using var size = Tensors.Normal(3, [5, 2], ScalarType.Float64);
        float loss = model.ComputeGradients(x, kind, size);
        Check((Module)model, loss, () =>
        {
            (Tensor Kind, Tensor Size) y = model.forward(x);
            return functional.cross_entropy(y.Kind, kind) * 0.5 + functional.mse_loss(y.Size, size);
        });
    }

    [Fact]
    public void A_loss_may_judge_what_is_no_result_and_take_an_input_as_target()
    {
        dynamic model = Create("""
            [Model, BCELoss(nameof(Net.Reconstruction), Target = nameof(Net.X)), KLNormalLoss(nameof(Net.Mu), nameof(Net.LogVar), Weight = 0.1), Adam(1e-3)] public partial class Net
            {
                [Input(6)] public partial Node X { get; }
                [Linear(8), Tanh] public partial Node H { get; }
                [Linear(3)] public partial Node Mu { get; }
                [From(nameof(H)), Linear(3)] public partial Node LogVar { get; }
                [From(nameof(Mu)), Linear(6), Sigmoid] public partial Node Reconstruction { get; }
            }
            """);
        using var x = Tensors.Uniform(4, [5, 6], ScalarType.Float64);
        float loss = model.ComputeGradients(x);
        Check((Module)model, loss, () =>
        {
            var module = (Module)model;
            Tensor Layer(string name, Tensor value) => functional.linear(value, module.get_parameter($"{name}.linear.weight")!, module.get_parameter($"{name}.linear.bias"));
            var h = Layer("h", x).tanh();
            var (mu, logVar) = (Layer("mu", h), Layer("log_var", h));
            return functional.binary_cross_entropy(Layer("reconstruction", mu).sigmoid(), x) + 0.1 * 0.5 * (logVar.exp() + mu * mu - 1 - logVar).sum() / 5;
        });
    }

    [Fact]
    public void A_siamese_network_learns_from_triplets()
    {
        dynamic model = Create("""
            [Block] public partial class Embed
            {
                [Input] public partial Node X { get; }
                [Linear(8), Tanh, Linear(3)] public partial Node Y { get; }
            }
            [Model, TripletMarginLoss(nameof(Net.A), nameof(Net.P), nameof(Net.N), Margin = 0.7), Adam(1e-2)] public partial class Net
            {
                [Input(6)] public partial Node Anchor { get; }
                [Input(6)] public partial Node Positive { get; }
                [Input(6)] public partial Node Negative { get; }
                [From(nameof(Anchor)), Use<Embed>, Output] public partial Node A { get; }
                [From(nameof(Positive)), Use<Embed>(Share = nameof(A)), Output] public partial Node P { get; }
                [From(nameof(Negative)), Use<Embed>(Share = nameof(A)), Output] public partial Node N { get; }
            }
            """);
        using var a = Tensors.Normal(5, [5, 6], ScalarType.Float64);
        using var p = Tensors.Normal(6, [5, 6], ScalarType.Float64);
        using var n = Tensors.Normal(7, [5, 6], ScalarType.Float64);
        float loss = model.ComputeGradients(a, p, n);
        Assert.Equal(4, ((Module)model).parameters().Count());
        Check((Module)model, loss, () =>
        {
            (Tensor A, Tensor P, Tensor N) y = model.forward(a, p, n);
            return functional.triplet_margin_loss(y.A, y.P, y.N, 0.7);
        });
    }

    [Fact]
    public void Two_heads_train_on_a_loss_of_the_users_own()
    {
        dynamic model = Create("""
            [Model, Adam(3e-4)] public partial class Net
            {
                [Input(8)] public partial Node Observation { get; }
                [Linear(16), Tanh, Linear(4), Output] public partial Node Policy { get; }
                [From(nameof(Observation)), Linear(16), Tanh, Linear(1), Output] public partial Node Value { get; }
            }
            """);
        using var x = Tensors.Normal(8, [5, 8], ScalarType.Float64);
        (Tensor Policy, Tensor Value) y = model.TrainForward(x);
        using var policy = y.Policy.detach().clone().requires_grad_(true);
        using var value = y.Value.detach().clone().requires_grad_(true);
        using var own = policy.softmax(1).pow(2).sum() + value.tanh().sum();
        own.backward();
        using var inputGradient = empty_like(x);
        model.TrainBackward(policy.grad!, value.grad!, false, true, inputGradient);
        Check((Module)model, own.to(ScalarType.Float32).item<float>(), () =>
        {
            (Tensor Policy, Tensor Value) z = model.forward(x);
            return z.Policy.softmax(1).pow(2).sum() + z.Value.tanh().sum();
        });
    }

    private static dynamic Create(string source)
    {
        var type = RuntimeModel.Compile(source).GetType("Compiled.Net", throwOnError: true)!;
        return Activator.CreateInstance(type, new DeepDsl.ModelOptions { DType = ScalarType.Float64 })!;
    }

    private static void Check(Module module, float loss, Func<Tensor> expected)
    {
        var gradients = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());
        module.zero_grad();
        using var value = expected();
        value.backward();
        Assert.Equal(value.item<double>(), loss, 1e-5);
        Assert.All(module.named_parameters(), pair => Assert.True(pair.parameter.grad!.allclose(gradients[pair.name], 1e-9, 1e-12), pair.name));
    }
}
