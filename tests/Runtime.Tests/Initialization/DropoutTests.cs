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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1000)]
    public void An_element_is_kept_where_its_own_bits_say_so(int count)
    {
        var (key, values) = (DrawKey.Of(3, 1, 4), Enumerable.Range(1, count).Select(value => (double)value).ToArray());
        var expected = values.Select((value, i) => key.Bits((uint)i) >= 0.25 * 4294967296.0 ? value * 2 : 0).ToArray();
        var singles = values.Select(value => (float)value).ToArray();
        fixed (double* memory = values)
            RandomMask.Apply(memory, memory, count, 0.25, key, factor: 2, shift: 0, other: 0);
        fixed (float* memory = singles)
            RandomMask.Apply(memory, memory, count, 0.25, key, factor: 2, shift: 0, other: 0);
        Assert.Equal(expected, values);
        Assert.Equal(expected, singles.Select(value => (double)value));
    }

    [Fact]
    public void Channels_and_samples_are_dropped_as_a_whole()
    {
        using var scope = NewDisposeScope();
        var key = DrawKey.Of(3, 1, 4);
        var (maps, planes, samples) = (ones(50, 6, 7, 40), ones(50, 40, 6, 7), ones(2000, 6, 7));
        DropoutKernel.RunByChannel(Slots.OverMaps(maps), Slots.OverMaps(maps), 0.25, key);
        DropoutKernel.RunByChannel(Slots.Over(planes), Slots.Over(planes), 0.25, key);
        DropoutKernel.RunBySample(Slots.Over(samples), Slots.Over(samples), 0.25, key);
        Tensors.Same(planes, maps.permute(0, 3, 1, 2).contiguous(), "The mask of the other layout");
        foreach (var draws in new[] { planes.reshape(2000, 42), samples.reshape(2000, 42) })
        {
            Tensors.Same(draws, draws[.., ..1].expand(2000, 42).contiguous(), "A part");
            float[] kept = [.. draws[.., 0].contiguous().data<float>()];
            Assert.InRange(kept.Count(value => value == 0), 400, 600);
            Assert.All(kept, value => Assert.True(value is 0 or (float)(1 / 0.75)));
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
