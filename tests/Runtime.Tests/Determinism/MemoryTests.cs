using System.Diagnostics;
using DeepDsl;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Determinism;

/// <summary>Training holds what it holds after its first steps, and not more.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const long Megabyte = 1 << 20;

    // In a process full of other tests the working set moves by itself for a while.
    private const int Rounds = 10;

    [Fact]
    public void Twenty_thousand_steps_leave_tensors_and_working_set_flat()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var (images, targets) = (Ordeal.Images(), Ordeal.Targets);
        AssertFlat(20_000, _ => model.TrainStep(images, targets));
    }

    [Fact]
    public void Five_thousand_steps_with_dropout_leave_tensors_and_working_set_flat()
    {
        using var scope = NewDisposeScope();
        using var model = new DropoutNet();
        var (images, targets) = (Ordeal.Images(), Ordeal.Targets);
        AssertFlat(5000, _ => model.TrainStep(images, targets));
    }

    [Fact]
    public void Alternating_batch_sizes_leave_tensors_and_working_set_flat()
    {
        using var scope = NewDisposeScope();
        using var model = new PixelNet();
        var batches = new[] { 1, 64, 7, 32, 2 }.Select(size => (Image: Tensors.Normal(size, [size, 2, 4, 4]), Classes: Tensors.Classes(size, 3, size, 4, 4))).ToArray();
        AssertFlat(5000, step =>
        {
            model.TrainStep(batches[step % 5].Image, batches[step % 5].Classes);
            _ = model.LastOutput;
        });
        Assert.InRange(model.State.ArenaBytes, 1, Megabyte);
    }

    [Fact]
    public void Loops_of_ones_own_leave_tensors_and_working_set_flat()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var (images, upstream, gradient) = (Ordeal.Images(), Tensors.Normal(seed: 1, [5, 3]), zeros(5, 2, 6, 6));
        AssertFlat(2000, _ =>
        {
            model.TrainForward(images);
            model.TrainBackward(upstream, accumulate: true, gradImage: gradient);
            model.Step();
            model.zero_grad();
        });
    }

    [Fact]
    public void Predictions_leave_tensors_and_working_set_flat()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var images = Ordeal.Images();
        AssertFlat(2000, _ => model.Predict(images).Dispose());
    }

    [Fact]
    public void Steps_and_predictions_by_turns_leave_tensors_and_working_set_flat()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var (images, targets) = (Ordeal.Images(), Ordeal.Targets);
        // Every prediction finds other weights than it prepared the last time.
        AssertFlat(20_000, _ =>
        {
            model.TrainStep(images, targets);
            model.Predict(images).Dispose();
        });
    }

    [Fact]
    public void Models_that_come_and_go_leave_tensors_and_working_set_flat()
    {
        using var scope = NewDisposeScope();
        var (images, targets) = (Ordeal.Images(ScalarType.Float64), Ordeal.Targets);
        // Made twice and converted twice; TorchSharp counts every Parameter once too often.
        AssertFlat(300, countedTooOften: 4 * 10, step: _ =>
        {
            using var model = new SmallNet();
            model.@double();
            model.TrainStep(images, targets);
            using var copy = model.Clone();
        });
    }

    [Fact]
    public void Models_that_nobody_disposes_leave_the_working_set_flat()
    {
        using var scope = NewDisposeScope();
        var images = zeros(2048, 2, 4, 4);
        // What the native library allocated for the forward pass still waits for the backward pass.
        AssertFlat(60, countedTooOften: 4, step: _ =>
        {
            new PixelNet().TrainForward(images);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var scope = NewDisposeScope();
        var (images, targets, features, values) = (Ordeal.Images(), Ordeal.Targets, Tensors.Normal(seed: 1, [5, 4]), Tensors.Normal(seed: 2, [5, 2]));
        using var convolutional = new SmallNet();
        using var dense = new Regressor();
        AssertAllocatesNothing("a convolutional model", () => convolutional.TrainStep(images, targets));
        AssertAllocatesNothing("a dense model", () => dense.TrainStep(features, values));
    }

    [Fact]
    public void Loops_of_ones_own_allocate_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var (images, targets, upstream, gradient) = (Ordeal.Images(), Ordeal.Targets, Tensors.Normal(seed: 1, [5, 3]), zeros(5, 2, 6, 6));
        AssertAllocatesNothing("forward, backward and optimizer", () =>
        {
            model.TrainForward(images);
            model.TrainBackward(upstream);
            model.Step();
        });
        AssertAllocatesNothing("gradients that are added, and the image's", () =>
        {
            model.zero_grad();
            model.TrainForward(images);
            model.TrainBackward(upstream, accumulate: true, gradImage: gradient);
            model.ComputeGradients(images, targets, accumulate: true, gradImage: gradient);
            model.ComputeGradients(images, targets, parameters: false, gradImage: gradient);
            model.Step();
        });
        model.parameters().First().requires_grad = false;
        AssertAllocatesNothing("a parameter that stays as it is", () => model.ComputeGradients(images, targets));
    }

    private void AssertAllocatesNothing(string what, Action step)
    {
        for (var i = 0; i < 100; i++)
            step();
        // The runtime itself may allocate once on this thread, as when it compiles a method again.
        var allocated = long.MaxValue;
        for (var turn = 0; turn < 3 && allocated > 0; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                step();
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        output.WriteLine($"A thousand steps of {what} allocate {allocated} bytes of managed memory.");
        Assert.Equal(0, allocated);
    }

    private void AssertFlat(int steps, Action<int> step, int countedTooOften = 0)
    {
        for (var i = 0; i < steps / 5; i++)
            step(i);
        var before = Held();
        // What leaks does so every time; what allocators keep of other tests changes once.
        for (var round = 1; ; round++)
        {
            for (var i = 0; i < steps; i++)
                step(i);
            var after = Held();
            output.WriteLine($"{steps} steps: {before.Tensors} to {after.Tensors} tensors, {before.Bytes / Megabyte} to {after.Bytes / Megabyte} MB.");
            Assert.Equal(before.Tensors, after.Tensors - steps * countedTooOften);
            if (after.Bytes - before.Bytes < 4 * Megabyte)
                return;
            Assert.True(round < Rounds, $"The working set grew by more than 4 MB in {steps} steps, {Rounds} times in a row.");
            before = after;
        }
    }

    private static (long Tensors, long Bytes) Held()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        using var process = Process.GetCurrentProcess();
        return (Tensor.TotalCount, process.WorkingSet64);
    }
}
