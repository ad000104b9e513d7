using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Inference in kernels: what it computes, whom its results belong to, and that it sees every change of the model.</summary>
public sealed class PredictTests
{
    // The file is read into the memory of the tensors, which nothing counts, and most of what it holds is there already.
    [Fact]
    public void Sees_a_single_weight_that_a_module_around_the_model_has_loaded()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var other = new SmallNet();
        using var around = nn.Sequential(("net", (nn.Module<Tensor, Tensor>)model));
        using var aroundOther = nn.Sequential(("net", (nn.Module<Tensor, Tensor>)other));
        using var file = new MemoryStream();
        using (no_grad())
            other.get_parameter("stem.conv.weight")![1, 0, 1, 1] = 3;
        aroundOther.save(file);
        var before = model.Predict(Ordeal.Images());
        around.load(new MemoryStream(file.ToArray()));
        var after = model.Predict(Ordeal.Images());
        Assert.True(Tensors.Difference(before, after) > 1e-6);
        Tensors.Near(other.Predict(Ordeal.Images()), after, 0);
    }

    [Fact]
    public void Parameters_whose_memory_was_replaced_come_back_with_their_values()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var parameters = model.parameters().ToArray();
        using (no_grad())
            parameters[0].set_(zeros(parameters[0].shape));
        model.Predict(Ordeal.Images());
        Assert.Same(parameters[0], model.parameters().First());
        Assert.Equal(0, model.State.Values.narrow(0, 0, parameters[0].numel()).abs().max().item<float>());
        using (no_grad())
            parameters[1].set_(zeros(7));
        var error = Assert.Throws<InvalidOperationException>(() => model.TrainStep(Ordeal.Images(), Ordeal.Targets));
        Assert.Contains("[7]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sees_parameters_and_statistics_whoever_changed_them()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var other = new SmallNet(new() { Seed = 7 });
        other.TrainStep(Ordeal.Images(), Ordeal.Targets);
        using var optimizer = optim.Adam(model.parameters(), 0.1);
        Changes("TrainStep", () => model.TrainStep(Ordeal.Images(), Ordeal.Targets));
        Changes("TrainForward", () => model.TrainForward(Ordeal.Images()));
        Changes("ComputeGradients and Step", () =>
        {
            model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
            model.Step();
        });
        Changes("an optimizer of TorchSharp", () => optimizer.step());
        Changes("LerpParametersFrom", () => model.LerpParametersFrom(other, 0.5));
        Changes("CopyParametersFrom", () => model.CopyParametersFrom(other));
        Changes("a write", () =>
        {
            using var quiet = no_grad();
            model.parameters().First().mul_(-1);
        });
        Changes("a buffer", () =>
        {
            using var quiet = no_grad();
            foreach (var (_, buffer) in model.named_buffers())
                buffer.add_(1);
        });
        Changes("load_state_dict", () => model.load_state_dict(new SmallNet(new() { Seed = 3 }).state_dict()));
        Changes("init", () => nn.init.normal_(model.get_parameter("hidden.linear.weight")!));
        Changes("other memory", () => Rescale(model, 1.5));
        Changes("a step after other memory", () =>
        {
            Rescale(model, 0.5);
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        });
        Changes("other memory in another type", () =>
        {
            Rescale(model, 2);
            model.@double();
            model.@float();
        });
        Changes("another type and back", () =>
        {
            model.@double();
            model.@float();
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        });

        void Changes(string what, Action change)
        {
            var before = model.Predict(Ordeal.Images());
            change();
            var after = model.Predict(Ordeal.Images());
            Assert.True(Tensors.Difference(before, after) > 1e-6, $"{what} changed nothing.");
            model.eval();
            Tensors.Near(model.forward(Ordeal.Images()), after, 1e-5);
        }
    }

    [Fact]
    public void Batches_of_any_size_take_turns()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        model.eval();
        for (var i = 0; i < 60; i++)
        {
            var images = Tensors.Normal(i, [i * 7 % 23, 2, 6, 6]);
            Tensors.Near(model.forward(images), model.Predict(images), 1e-5);
        }
    }

    [Fact]
    public void Results_are_the_callers_own()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var first = model.Predict(Ordeal.Images());
        var before = first.clone();
        model.Predict(Tensors.Normal(seed: 5, [5, 2, 6, 6]));
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Tensors.Same(before, first);
        Assert.False(first.requires_grad);
        Assert.True(first.is_contiguous());
        model.Dispose();
        Tensors.Same(before, first);
        Assert.Throws<ObjectDisposedException>(() => model.Predict(Ordeal.Images()));
    }

    [Fact]
    public void Maps_have_their_channels_outermost()
    {
        using var scope = NewDisposeScope();
        using var model = new PixelNet();
        model.eval();
        var images = Tensors.Normal(seed: 1, [3, 2, 4, 4]);
        var result = model.Predict(images);
        Assert.True(result.is_contiguous());
        Tensors.Near(model.forward(images), result, 1e-5);
        // However the input lies in memory.
        Tensors.Same(result, model.Predict(images.transpose(2, 3).contiguous().transpose(2, 3)));
    }

    [Fact]
    public void Leaves_the_activations_of_a_training_step_alone()
    {
        using var scope = NewDisposeScope();
        using SmallNet model = new(), spared = new();
        foreach (var net in (SmallNet[])[model, spared])
        {
            var result = net.TrainForward(Ordeal.Images());
            if (net == model)
                net.Predict(Tensors.Normal(seed: 9, [5, 2, 6, 6]));
            net.TrainBackward(result.clone());
        }
        Tensors.Same(spared.State.Gradients, model.State.Gradients);
        Assert.Equal(spared.State.Draws.Step, model.State.Draws.Step);
    }

    [Fact]
    public void A_call_puts_nothing_on_the_managed_heap_but_its_result()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var images = Ordeal.Images();
        var allocated = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            model.Predict(images).Dispose();
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        // The object of the tensor, and what a dispose scope notes of it.
        Assert.InRange(allocated, 0, 200);
    }

    [Fact]
    public void An_exception_on_the_way_leaves_the_workspace_usable()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var expected = model.Predict(Ordeal.Images());
        Assert.Throws<ArgumentException>(() => model.Predict(zeros(5, 2, 6, 7)));
        Assert.Throws<ArgumentException>(() => model.Predict(Ordeal.Images(ScalarType.Float64)));
        Tensors.Same(expected, model.Predict(Ordeal.Images()));
    }

    // It gives every parameter memory of its own.
    private static void Rescale(nn.Module model, double factor)
    {
        using var quiet = no_grad();
        nn.utils.vector_to_parameters(nn.utils.parameters_to_vector(model.parameters()) * factor, model.parameters());
    }
}
