using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Twins;

/// <summary>Parameters whose requires_grad the user turns off, against TorchSharp's optimizers.</summary>
public sealed class RequiresGradTests
{
    [Theory]
    [InlineData("AdamW(0.05, WeightDecay = 0.1)", ScalarType.Float64)]
    [InlineData("AdamW(0.05, WeightDecay = 0.1), ClipGradNorm(0.1)", ScalarType.Float64)]
    [InlineData("Adam(0.05, WeightDecay = 0.1)", ScalarType.Float32)]
    [InlineData("SGD(0.05, Momentum = 0.9), ClipGradNorm(0.1)", ScalarType.Float64)]
    [InlineData("SGD(0.05)", ScalarType.Float64)]
    [InlineData("SGD(0.05, Momentum = 0.9), ClipGradNorm(0.1)", ScalarType.BFloat16)]
    [InlineData("AdamW(0.05), ClipGradNorm(0.1)", ScalarType.BFloat16)]
    public void A_step_leaves_them_and_moves_the_others_as_if_they_were_constants(string training, ScalarType type)
    {
        using var scope = NewDisposeScope();
        dynamic model = Create(training, type);
        var module = (Module)model;
        var parameters = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        parameters["hidden.linear.weight"].requires_grad = false;
        parameters["y.linear.bias"].requires_grad = false;
        var before = parameters.ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var (x, target) = (Tensors.Normal(1, [8, 6], type), Tensors.Normal(2, [8, 3], type));
        using var twin = Twin(training, parameters);
        for (var step = 0; step < 3; step++)
        {
            Step(twin, x, target, training.Contains("Clip"));
            model.TrainStep(x, target);
        }
        foreach (var (name, parameter) in parameters)
        {
            Tensors.Near(twin.Values[name], parameter, type == ScalarType.BFloat16 ? 3e-2 : type == ScalarType.Float32 ? 1e-4 : 1e-9, name);
            Assert.Equal(name is "hidden.linear.weight" or "y.linear.bias", parameter.equal(before[name]).all().item<bool>());
        }
    }

    [Fact]
    public void The_choice_survives_a_change_of_type_and_can_be_taken_back()
    {
        using var scope = NewDisposeScope();
        dynamic model = Create("SGD(0.05)", ScalarType.Float32);
        var module = (Module)model;
        module.get_parameter("y.linear.weight")!.requires_grad = false;
        ((Model<Tensor, Tensor>)module).to(ScalarType.Float64);
        Assert.Equal(["y.linear.weight"], module.named_parameters().Where(pair => !pair.parameter.requires_grad).Select(pair => pair.name));
        var (x, target) = (Tensors.Normal(3, [8, 6], ScalarType.Float64), Tensors.Normal(4, [8, 3], ScalarType.Float64));
        var before = module.get_parameter("y.linear.weight")!.clone();
        model.TrainStep(x, target);
        Tensors.Same(before, module.get_parameter("y.linear.weight")!);
        module.get_parameter("y.linear.weight")!.requires_grad = true;
        model.TrainStep(x, target);
        Assert.False(before.equal(module.get_parameter("y.linear.weight")!).all().item<bool>());
    }

    // Their gradients are computed all the same, where the network's other gradients come from.
    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Their_gradients_stay_whatever_they_are(ScalarType type)
    {
        using var scope = NewDisposeScope();
        dynamic model = Create("SGD(0.05)", type);
        var parameters = ((Module)model).named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        var (x, target, upstream) = (Tensors.Normal(1, [8, 6], type), Tensors.Normal(2, [8, 3], type), Tensors.Normal(3, [8, 3], type));
        model.ComputeGradients(x, target);
        var (old, own) = (parameters["hidden.linear.weight"].grad!.clone(), full_like(parameters["y.norm.weight"], 7));
        foreach (var name in (string[])["hidden.linear.weight", "y.norm.weight", "y.linear.bias"])
            parameters[name].requires_grad = false;
        parameters["y.norm.weight"].grad = own;
        parameters["y.linear.bias"].grad = null;
        Action[] passes =
        [
            () => model.ComputeGradients(x, target), () => model.ComputeGradients(x, target, true), () => model.TrainStep(x, target), () => model.Step(),
            () => { model.TrainForward(x); model.TrainBackward(upstream); }, () => { model.TrainForward(x); model.TrainBackward(upstream, true); },
            () => { model.TrainForward(x); model.TrainBackward(upstream, false, false, empty_like(x)); },
        ];
        foreach (var pass in passes)
        {
            pass();
            Tensors.Same(old, parameters["hidden.linear.weight"].grad!);
            Tensors.Same(full_like(own, 7), parameters["y.norm.weight"].grad!);
            Assert.Null(parameters["y.linear.bias"].grad);
        }

        // As PyTorch's, zero_grad asks nobody.
        model.zero_grad();
        Assert.Equal(0, parameters["hidden.linear.weight"].grad!.abs().sum().to(ScalarType.Float32).item<float>() + parameters["y.norm.weight"].grad!.abs().sum().to(ScalarType.Float32).item<float>());
        Assert.Null(parameters["y.linear.bias"].grad);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_others_have_the_gradients_that_autograd_gives(bool accumulate)
    {
        using var scope = NewDisposeScope();
        dynamic model = Create("SGD(0.05)", ScalarType.Float64);
        var parameters = ((Module)model).named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        parameters["hidden.linear.weight"].requires_grad = false;
        parameters["y.linear.bias"].requires_grad = false;
        var (x, target) = (Tensors.Normal(1, [8, 6], ScalarType.Float64), Tensors.Normal(2, [8, 3], ScalarType.Float64));
        model.zero_grad();
        for (var i = 0; i < 2; i++)
            model.ComputeGradients(x, target, accumulate: accumulate);
        using var twin = Twin("SGD(0.05)", parameters);
        for (var i = 0; i < (accumulate ? 2 : 1); i++)
            Loss(twin, x, target).backward();
        foreach (var (name, parameter) in parameters.Where(pair => pair.Value.requires_grad))
            Tensors.Near(twin.Values[name].grad!, parameter.grad!, 1e-10, name);
    }

    // PyTorch has nothing to go back through, and says so; a loss is asked for all the same.
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Nothing_may_be_left_that_requires_one(ScalarType type)
    {
        using var scope = NewDisposeScope();
        dynamic model = Create("SGD(0.05)", type);
        foreach (var parameter in ((Module)model).parameters())
            parameter.requires_grad = false;
        var (x, target) = (Tensors.Normal(1, [8, 6], type), Tensors.Normal(2, [8, 3], type));
        float loss = model.ComputeGradients(x, target);
        Assert.Equal(loss, (float)model.TrainStep(x, target));
    }

    private static object Create(string training, ScalarType type) => Activator.CreateInstance(RuntimeModel.Compile(RuntimeModel.Source("Net", $"MSELoss, {training}", "6", """
        [Linear(9), Tanh] public partial Node Hidden { get; }
        [LayerNorm, Linear(3)] public partial Node Y { get; }
        """)).GetType("Compiled.Net")!, new ModelOptions { DType = type })!;

    private sealed record Hand(Dictionary<string, Tensor> Values, TorchSharp.Modules.OptimizerHelper Optimizer) : IDisposable
    {
        public void Dispose() => Optimizer.Dispose();
    }

    private static Hand Twin(string training, Dictionary<string, TorchSharp.Modules.Parameter> parameters)
    {
        var values = parameters.ToDictionary(pair => pair.Key, pair => (Tensor)new TorchSharp.Modules.Parameter(pair.Value.detach().clone(), pair.Value.requires_grad));
        var learned = values.Values.Where(value => value.requires_grad).Cast<TorchSharp.Modules.Parameter>().ToArray();
        TorchSharp.Modules.OptimizerHelper optimizer =
            training.StartsWith("AdamW", StringComparison.Ordinal) ? optim.AdamW(learned, 0.05, weight_decay: training.Contains("WeightDecay") ? 0.1 : 0.01)
            : training.StartsWith("Adam", StringComparison.Ordinal) ? optim.Adam(learned, 0.05, weight_decay: 0.1)
            : optim.SGD(learned, 0.05, momentum: training.Contains("Momentum") ? 0.9 : 0);
        return new(values, optimizer);
    }

    private static void Step(Hand twin, Tensor x, Tensor target, bool clips)
    {
        twin.Optimizer.zero_grad();
        Loss(twin, x, target).backward();
        if (clips)
            nn.utils.clip_grad_norm_(twin.Values.Values.Where(value => value.requires_grad).Cast<TorchSharp.Modules.Parameter>(), 0.1);
        twin.Optimizer.step();
    }

    private static Tensor Loss(Hand twin, Tensor x, Tensor target)
    {
        var h = functional.linear(x, twin.Values["hidden.linear.weight"], twin.Values["hidden.linear.bias"]).tanh();
        var y = functional.linear(functional.layer_norm(h, [9], twin.Values["y.norm.weight"], twin.Values["y.norm.bias"]), twin.Values["y.linear.weight"], twin.Values["y.linear.bias"]);
        return functional.mse_loss(y, target);
    }
}
