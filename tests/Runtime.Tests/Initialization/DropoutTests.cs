using DeepDsl.Kernels;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Initialization;

/// <summary>The masks of dropout: their rate, and no pattern in them.</summary>
public sealed unsafe class DropoutTests
{
    private const int Count = 1_000_000;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Masks_have_their_rate_in_every_layer_and_step(double p)
    {
        foreach (var (layer, step) in new[] { (0, 1), (1, 1), (0, 2), (7, 100_000) })
        {
            var mask = Mask(p, layer: layer, step: step);
            var kept = mask.Count(value => value != 0) / (double)Count;
            Assert.InRange(Math.Abs(kept - (1 - p)), 0, 4 * Math.Sqrt(p * (1 - p) / Count));
            Assert.All(mask.Distinct(), value => Assert.True(value == 0 || value == (float)(1 / (1 - p))));
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Masks_of_neighbours_have_nothing_in_common(double p)
    {
        var mask = Mask(p);
        foreach (var distance in new[] { 1, 2, 3, 4, 8, 16, 28, 32, 64, 100, 256, 1024, 4096, 65536 })
            Statistics.AssertUncorrelated(mask.AsSpan(distance), mask.AsSpan(0, Count - distance), $"Distance {distance}");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Masks_of_layers_steps_and_seeds_have_nothing_in_common(double p)
    {
        var mask = Mask(p);
        foreach (var other in Enumerable.Range(1, 4))
        {
            Statistics.AssertUncorrelated(mask, Mask(p, layer: other), $"Layer {other}");
            Statistics.AssertUncorrelated(mask, Mask(p, step: 1 + other), $"Step {1 + other}");
            Statistics.AssertUncorrelated(mask, Mask(p, seed: other), $"Seed {other}");
            // Keys must not meet where one counts up what another counts down.
            Statistics.AssertUncorrelated(Mask(p, layer: other), Mask(p, step: 1 + other), $"Layer {other} and step {1 + other}");
        }
    }

    [Fact]
    public void Runs_are_as_long_as_chance_makes_them()
    {
        var mask = Mask(0.5);
        for (var length = 1; length <= 8; length++)
        {
            // A run of kept elements between two that were dropped.
            var expected = Count * Math.Pow(0.5, length + 2);
            var runs = Enumerable.Range(1, Count - length - 2).Count(i => mask[i - 1] == 0 && mask[i + length] == 0 && Enumerable.Range(i, length).All(j => mask[j] != 0));
            Assert.InRange(Math.Abs(runs - expected), 0, 4 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void A_training_step_drops_and_inference_does_not()
    {
        using var scope = NewDisposeScope();
        using var model = new MaskNet();
        var x = ones(500, 1000);
        float[] values = [.. model.TrainForward(x).data<float>()];
        Assert.InRange(Math.Abs(values.Count(value => value == 0) / (double)values.Length - 0.3), 0, 4 * Math.Sqrt(0.3 * 0.7 / values.Length));
        var gradient = zeros(500, 1000);
        model.TrainBackward(x, gradFeatures: gradient);
        Tensors.Same(model.LastOutput, gradient, "The mask of the gradient");
        model.State.Draws.Step--;
        model.train();
        Tensors.Near(model.LastOutput, model.forward(x), 1e-6, "The mask of the portable path");
        Tensors.Same(x, model.Predict(x));
        model.eval();
        Tensors.Same(x, model.forward(x));
    }

    private static float[] Mask(double p, int layer = 0, long step = 1, long seed = 0)
    {
        var mask = new float[Count];
        mask.AsSpan().Fill(1);
        fixed (float* memory = mask)
            DropoutKernel.Run(memory, memory, Count, p, DrawKey.Of(seed, step, layer));
        return mask;
    }
}
