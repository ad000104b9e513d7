using DeepDsl;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>What TorchSharp does with modules: containers, modes, visits, initialization, gradients.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void Trains_inside_Sequential() => Ordeal.Survives(model =>
    {
        var network = nn.Sequential(("net", model), ("softmax", nn.LogSoftmax(1)));
        using var optimizer = optim.SGD(network.parameters(), 0.1);
        var before = model.parameters().First().clone();
        nn.functional.nll_loss(network.call(Ordeal.Images()), Ordeal.Targets).backward();
        optimizer.step();
        Assert.True(Tensors.Difference(before, model.parameters().First()) > 0);
        Assert.Equal(model.parameters().Count(), network.parameters().Count());
        Assert.Contains("net.stem.norm.running_mean", network.state_dict().Keys);
    });

    [Fact]
    public void Sequential_disposes_it()
    {
        var model = new SmallNet();
        nn.Sequential(model).Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Predict(Ordeal.Images()));
    }

    [Fact]
    public void Survives_zero_grad() => Ordeal.Survives(model =>
    {
        model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
        model.zero_grad();
        Assert.All(model.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().item<float>()));
    });

    [Fact]
    public void Survives_zero_grad_from_inside_Sequential() => Ordeal.Survives(model => nn.Sequential(model).zero_grad());

    [Fact]
    public void Autograd_through_forward_may_come_first() => Ordeal.Survives(model =>
        nn.functional.cross_entropy(model.call(Ordeal.Images()), Ordeal.Targets).backward());

    [Fact]
    public void Autograd_fills_the_gradients_that_Step_applies()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var twin = new SmallNet();
        nn.functional.cross_entropy(model.call(Ordeal.Images()), Ordeal.Targets).backward();
        model.Step();
        twin.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Tensors.Near(twin.State.Values, model.State.Values, 1e-6);
    }

    [Fact]
    public void Autograd_adds_to_the_gradients_that_are_there()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
        var once = model.State.Gradients.clone();
        nn.functional.cross_entropy(model.call(Ordeal.Images()), Ordeal.Targets).backward();
        Tensors.Near(2 * once, model.State.Gradients, 1e-5);
    }

    [Fact]
    public void Survives_train_and_eval() => Ordeal.Survives(model =>
    {
        model.eval();
        Assert.False(model.training);
        var first = model.forward(Ordeal.Images());
        Tensors.Same(first, model.forward(Ordeal.Images()));
        model.train();
        model.forward(Ordeal.Images());
        model.eval();
    });

    [Fact]
    public void Survives_apply() => Ordeal.Survives(model =>
    {
        var visited = 0;
        model.apply(_ => visited++);
        Assert.Equal(1, visited);
    });

    [Fact]
    public void Survives_clip_grad_norm() => Ordeal.Survives(model =>
    {
        model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
        nn.utils.clip_grad_norm_(model.parameters(), 0.01);
        Assert.Equal(0.01, model.State.Gradients.norm().item<float>(), 1e-5);
    });

    [Fact]
    public void Survives_initialization_by_TorchSharp() => Ordeal.Survives(model =>
    {
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (name.EndsWith("conv.weight", StringComparison.Ordinal))
                nn.init.kaiming_normal_(parameter);
            else if (name.EndsWith("linear.weight", StringComparison.Ordinal))
                nn.init.xavier_uniform_(parameter);
            else if (name.EndsWith("bias", StringComparison.Ordinal))
                nn.init.constant_(parameter, 0.1);
        }
        Assert.All(model.named_parameters().Where(pair => pair.name.EndsWith("bias", StringComparison.Ordinal)), pair => Assert.Equal(0.1f, pair.parameter.mean().item<float>(), 1e-6f));
    });

    [Fact]
    public void Survives_edits_of_parameters_in_place() => Ordeal.Survives(model =>
    {
        using var quiet = no_grad();
        foreach (var parameter in model.parameters())
            parameter.add_(0.05).mul_(1.1);
        model.named_buffers().First(pair => pair.name.EndsWith("running_var", StringComparison.Ordinal)).buffer.mul_(2);
    });

    [Fact]
    public void Survives_gradients_that_were_removed_or_replaced() => Ordeal.Survives(model =>
    {
        foreach (var (parameter, i) in model.parameters().Select((parameter, i) => (parameter, i)))
            parameter.grad = i % 2 == 0 ? null : zeros_like(parameter);
    });

    [Fact]
    public void Zero_grad_means_gradients_that_were_replaced_as_well() => Ordeal.Survives(model =>
    {
        foreach (var parameter in model.parameters())
            parameter.grad = ones_like(parameter);
        model.zero_grad();
        Assert.All(model.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().item<float>()));
    });
}
