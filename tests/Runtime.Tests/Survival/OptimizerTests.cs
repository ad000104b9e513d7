using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>Optimizers of TorchSharp on the parameters of a model.</summary>
public sealed class OptimizerTests
{
    public static TheoryData<string> Names { get; } = ["SGD", "Adam", "AdamW", "RMSProp", "Adagrad"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Trains_by_an_optimizer_of_TorchSharp(string name) => Ordeal.Survives(model =>
    {
        using var optimizer = Create(name, model);
        for (var step = 0; step < 3; step++)
            Train(model, optimizer);
    });

    // Its zero_grad drops the gradients, which were views into the model's buffer.
    [Theory]
    [MemberData(nameof(Names))]
    public void Trains_by_an_optimizer_of_TorchSharp_as_a_module_of_TorchSharp_does(string name)
    {
        using var scope = NewDisposeScope();
        using var model = new LeNet5();
        using var twin = Twins.HandWritten.LeNet5().Copying(model);
        using var ours = Create(name, model);
        using var theirs = Create(name, twin.Network);
        var (image, target) = (Tensors.Normal(seed: 1, [4, 1, 28, 28]), Tensors.Classes(seed: 2, 10, 4));
        for (var step = 0; step < 3; step++)
        {
            foreach (var (network, optimizer) in new (nn.Module<Tensor, Tensor>, optim.Optimizer)[] { (model, ours), (twin.Network, theirs) })
            {
                optimizer.zero_grad();
                nn.functional.cross_entropy(network.call(image), target).backward();
                optimizer.step();
            }
        }
        twin.AssertEquals(model, 1e-5);
    }

    // It is libtorch's own, and detaches the gradients in place.
    [Fact]
    public void Trains_by_LBFGS() => Ordeal.Survives(model =>
    {
        using var optimizer = optim.LBFGS(model.parameters(), 0.05, max_iter: 3);
        optimizer.step(() =>
        {
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.call(Ordeal.Images()), Ordeal.Targets);
            loss.backward();
            return loss;
        });
    });

    [Fact]
    public void Explicit_gradients_feed_an_optimizer_of_TorchSharp() => Ordeal.Survives(model =>
    {
        using var twin = new SmallNet();
        twin.CopyParametersFrom(model);
        using var ours = optim.AdamW(model.parameters(), 1e-2);
        using var theirs = optim.AdamW(twin.parameters(), 1e-2);
        for (var step = 0; step < 3; step++)
        {
            ours.zero_grad();
            model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
            ours.step();
            Train(twin, theirs);
        }
        // Biases before a norm have gradients of pure rounding, of which Adam makes whole steps.
        foreach (var ((name, parameter), expected) in model.named_parameters().Zip(twin.parameters()).Where(pair => pair.First.name is not "stem.conv.bias" and not "hidden.linear.bias"))
            Tensors.Near(expected, parameter, 1e-4, name);
    });

    [Fact]
    public void Gradients_that_an_optimizer_dropped_count_as_zero_when_they_are_added_to()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var fresh = new SmallNet();
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var upstream = Tensors.Normal(seed: 1, [5, 3]);
        model.TrainForward(Ordeal.Images());
        model.TrainBackward(upstream);
        optimizer.zero_grad();
        model.TrainForward(Ordeal.Images());
        model.TrainBackward(upstream, accumulate: true);
        fresh.TrainForward(Ordeal.Images());
        fresh.TrainBackward(upstream);
        Tensors.Near(fresh.State.Gradients, model.State.Gradients, 1e-6);
    }

    [Fact]
    public void Step_applies_gradients_that_autograd_made_after_an_optimizer_dropped_the_old_ones()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var fresh = new SmallNet();
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        model.ComputeGradients(Ordeal.Images() * 2, Ordeal.Targets);
        optimizer.zero_grad();
        nn.functional.cross_entropy(model.call(Ordeal.Images()), Ordeal.Targets).backward();
        model.Step();
        fresh.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Tensors.Near(fresh.State.Values, model.State.Values, 1e-5);
    }

    private static optim.Optimizer Create(string name, nn.Module module) => name switch
    {
        "SGD" => optim.SGD(module.parameters(), 0.01, 0.9),
        "Adam" => optim.Adam(module.parameters(), 1e-3),
        "AdamW" => optim.AdamW(module.parameters(), 1e-3),
        "RMSProp" => optim.RMSProp(module.parameters(), 1e-3),
        "Adagrad" => optim.Adagrad(module.parameters(), 1e-3),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static void Train(SmallNet model, optim.Optimizer optimizer)
    {
        optimizer.zero_grad();
        nn.functional.cross_entropy(model.call(Ordeal.Images()), Ordeal.Targets).backward();
        optimizer.step();
    }
}
