using System.Runtime.CompilerServices;
using DeepDsl;
using DeepDsl.Kernels;
using DeepDsl.Models;
using DeepDsl.Native;
using DeepDsl.Training;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Parallel = DeepDsl.Kernels.Parallel;

namespace Runtime.Tests.Determinism;

/// <summary>How many threads a model runs on, and that their number changes no bit of what kernels compute.</summary>
[Collection(nameof(Alone))]
public sealed unsafe class ThreadTests : IDisposable
{
    private readonly int _before = get_num_threads();

    public ThreadTests() => set_num_threads(2);

    public void Dispose() => set_num_threads(_before);

    [Theory]
    [InlineData(null, 4, 1)]
    [InlineData(null, 100_000, 2)]
    [InlineData(1, 100_000, 1)]
    [InlineData(3, 4, 3)]
    public void Small_layers_run_on_one_thread_unless_the_options_say_otherwise(int? option, int batch, int expected)
    {
        using var model = new SmallNet(new() { Threads = option });
        set_num_threads(2);
        using var images = zeros(batch, 2, 6, 6);
        using (model.State.UseThreads(images))
            Assert.Equal(expected, get_num_threads());
        using (model.State.Enter())
        {
            Assert.Equal(option ?? 2, get_num_threads());
            model.State.UseThreads(batch);
            Assert.Equal(expected, get_num_threads());
        }
        Assert.Equal(2, get_num_threads());
    }

    [Fact]
    public void The_number_of_threads_of_others_stays_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var (images, targets) = (Ordeal.Images(), Ordeal.Targets);
        model.TrainStep(images, targets);
        model.Predict(images).Dispose();
        var upstream = model.TrainForward(images).clone();
        model.TrainBackward(upstream);
        Assert.Throws<ArgumentException>(() => model.TrainStep(zeros(1), targets));
        Assert.Throws<ArgumentException>(() => model.Predict(zeros(1)));
        Assert.Equal(2, get_num_threads());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_part_of_a_pass_is_run_once(int threads)
    {
        ThreadCount.Here = threads;
        foreach (var (count, elements) in ((long, long)[])[(0, 1), (5, 1), (65_535, 1), (65_536, 1), (1_000_003, 1), (7, 32_768), (3, 1_000_000)])
        {
            var visits = new int[count];
            var calls = 0;
            fixed (int* visited = visits)
                Parallel.For(count, elements, new Visits(visited, &calls));
            Assert.All(visits, number => Assert.Equal(1, number));
            Assert.Equal(threads > 1 && count * elements >= 65_536, calls > 1);
        }
    }

    [Fact]
    public void Sharing_a_pass_allocates_nothing()
    {
        var (values, calls) = (new int[200_000], 0);
        fixed (int* visited = values)
        {
            Parallel.For(values.Length, 1, new Visits(visited, &calls));
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
                Parallel.For(values.Length, 1, new Visits(visited, &calls));
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(42, calls);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Elementwise_passes_are_the_same_on_any_number_of_threads(ScalarType type) => SameOnAnyNumber(
        () => Run((x, y) => PointwiseKernel.Forward(x, y, new GELUFunction()), type, [70_001, 3], [70_001, 3]),
        () => Run((x, y) => PointwiseKernel.Backward(x, x, y, new SigmoidFunction()), type, [1, 300_000], [1, 300_000]));

    [Theory]
    [InlineData(ScalarType.Float32, 1)]
    [InlineData(ScalarType.Float32, 48)]
    [InlineData(ScalarType.Float64, 10)]
    [InlineData(ScalarType.Float32, 5000)]
    [InlineData(ScalarType.Float32, 9000)]
    public void Sums_and_maps_over_channels_are_the_same_on_any_number_of_threads(ScalarType type, int channels) => SameOnAnyNumber(
        () => Run((x, sums) => ColumnSums.Run(x, sums), type, [1_700_000 / channels, channels], [channels]));

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Layer_normalization_is_the_same_on_any_number_of_threads(ScalarType type)
    {
        SameOnAnyNumber(Passes(100, 3001), Passes(5, 60_000));

        Func<Tensor[]> Passes(int size, int rows) => () =>
        {
            var (x, gradient) = (Filled(type, rows, size), Filled(type, rows, size));
            var (weight, bias) = (Filled(type, size), Filled(type, size));
            var (y, gradX, gradWeight, gradBias) = (Empty(type, rows, size), Empty(type, rows, size), Empty(type, size), Empty(type, size));
            var (mean, invStd) = (Empty(type, rows), Empty(type, rows));
            LayerNormKernel.Forward(Slots.Over(x), Slots.Over(weight), Slots.Over(bias), Slots.Over(y), Slots.Over(mean), Slots.Over(invStd), 1e-5);
            LayerNormKernel.Backward(Slots.Over(gradient), Slots.Over(x), Slots.Over(weight), Slots.Over(mean), Slots.Over(invStd), Slots.Over(gradX), Slots.Over(gradWeight), Slots.Over(gradBias));
            return [y, mean, invStd, gradX, gradWeight, gradBias];
        };
    }

    [Fact]
    public void The_gates_of_recurrent_layers_are_the_same_on_any_number_of_threads() => SameOnAnyNumber(
        () =>
        {
            var (x, input, state, bias, gradient) = (randn(600, 3, 4), randn(200, 4), randn(200, 50), randn(200), randn(600, 3, 50));
            var (gates, cells, y, gradGates, before) = (zeros(600, 3, 200), zeros(600, 3, 50), zeros(600, 3, 50), zeros(600, 3, 200), zeros(600, 3, 50));
            LSTMKernel.Forward(Slots.Over(x), Slots.Over(input), Slots.Over(state), Slots.Over(bias), Slots.Over(bias), Slots.Over(y), Slots.Over(gates), Slots.Over(cells), reverse: true);
            LSTMKernel.Backward(Slots.Over(gradient), Slots.Over(y), Slots.Over(state), Slots.Over(gates), Slots.Over(cells), Slots.Over(gradGates), Slots.Over(before), reverse: true);
            return [gates, cells, y, gradGates, before];
        },
        () =>
        {
            var (x, input, state, bias, gradient) = (randn(600, 3, 4), randn(150, 4), randn(150, 50), randn(150), randn(600, 3, 50));
            var (gates, weighed, y, gradGates, gradOfState, before) = (zeros(600, 3, 150), zeros(600, 3, 50), zeros(600, 3, 50), zeros(600, 3, 150), zeros(600, 3, 150), zeros(600, 3, 50));
            GRUKernel.Forward(Slots.Over(x), Slots.Over(input), Slots.Over(state), Slots.Over(bias), Slots.Over(bias), Slots.Over(y), Slots.Over(gates), Slots.Over(weighed), reverse: true);
            GRUKernel.Backward(Slots.Over(gradient), Slots.Over(y), Slots.Over(state), Slots.Over(gates), Slots.Over(weighed), Slots.Over(gradGates), Slots.Over(gradOfState), Slots.Over(before), reverse: true);
            return [gates, weighed, y, gradGates, gradOfState, before];
        });

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Masks_are_the_same_on_any_number_of_threads(ScalarType type) => SameOnAnyNumber(
        () => Run((x, y) => DropoutKernel.Run(x, y, 0.3, new(1, 2)), type, [70_001, 3], [70_001, 3]),
        () => Run((x, y) => AlphaDropoutKernel.Forward(x, y, 0.3, new(1, 2)), type, [70_001, 3], [70_001, 3]),
        () => Run((x, y) => DropoutKernel.RunByChannel(x, y, 0.3, new(1, 2)), type, [7, 300, 101], [7, 300, 101]));

    [Theory]
    [InlineData(16, 16, 40)]
    [InlineData(3, 9, 33)]
    public void Pooling_is_the_same_on_any_number_of_threads(int batch, int channels, int size)
    {
        SameOnAnyNumber(() =>
        {
            var small = (size - 1) / 2 + 1;
            var (x, gradient) = (randn(batch, size, size, channels), randn(batch, small, small, channels));
            var (highest, mean, winners) = (zeros(batch, small, small, channels), zeros(batch, small, small, channels), zeros([batch, small, small, channels], ScalarType.Int32));
            var (toHighest, toMean) = (zeros(batch, size, size, channels), zeros(batch, size, size, channels));
            var places = Slots.OverMaps(winners);
            MaxPoolKernel.Forward(Slots.OverMaps(x), Slots.OverMaps(highest), places, (3, 3), (2, 2), (1, 1));
            MaxPoolKernel.Backward(Slots.OverMaps(gradient), places, Slots.OverMaps(toHighest), (3, 3), (2, 2), (1, 1));
            AvgPoolKernel.Forward(Slots.OverMaps(x), Slots.OverMaps(mean), (3, 3), (2, 2), (1, 1), countIncludePad: false);
            AvgPoolKernel.Backward(Slots.OverMaps(gradient), Slots.OverMaps(toMean), (3, 3), (2, 2), (1, 1), countIncludePad: false);
            return [highest, winners, mean, toHighest, toMean];
        });
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Copies_of_rows_and_noise_are_the_same_on_any_number_of_threads(ScalarType type) => SameOnAnyNumber(
        () => Run((x, y) => ConcatKernel.Insert(x, y, axis: 2, offset: 5), type, [7, 4001, 9], [7, 4001, 17]),
        () => Run((x, y) => ConcatKernel.Extract(x, y, axis: 2, offset: 5), type, [7, 4001, 17], [7, 4001, 9]),
        () => Run((x, y) => SelectKernel.Forward(x, y, axis: 2, index: 1), type, [70_001, 2, 3], [70_001, 2]),
        () => Run((x, y) => NoiseKernel.Add(x, y, 0.3, new(1, 2)), type, [70_001, 3], [70_001, 3]));

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Pooling_of_sequences_is_the_same_on_any_number_of_threads(ScalarType type) => SameOnAnyNumber(
        () => Run((x, y) => AvgPoolKernel.Forward(x, y, (1, 3), (1, 2), (0, 1), countIncludePad: false), type, [7, 101, 201], [7, 101, 101]),
        () => Run((x, y) => AvgPoolKernel.Backward(x, y, (1, 3), (1, 2), (0, 1), countIncludePad: false), type, [7, 101, 101], [7, 101, 201]),
        () => Run((x, y) =>
        {
            using var winners = zeros([7, 101, 101], ScalarType.Int32);
            using var highest = zeros([7, 101, 101], type);
            MaxPoolKernel.Forward(x, Slots.Over(highest), Slots.Over(winners), (1, 3), (1, 2), (0, 1));
            MaxPoolKernel.Backward(Slots.Over(highest), Slots.Over(winners), y, (1, 3), (1, 2), (0, 1));
        }, type, [7, 101, 201], [7, 101, 201]));

    [Theory]
    [InlineData(false, 9)]
    [InlineData(true, 9)]
    [InlineData(true, 16)]
    public void Upsampling_is_the_same_on_any_number_of_threads(bool bilinear, int channels) => SameOnAnyNumber(() =>
    {
        var (x, gradient) = (randn(5, 20, 20, channels), randn(5, 60, 40, channels));
        var (y, gradX) = (zeros(5, 60, 40, channels), zeros(5, 20, 20, channels));
        UpsampleKernel.Forward(Slots.OverMaps(x), Slots.OverMaps(y), bilinear, alignCorners: false);
        UpsampleKernel.Backward(Slots.OverMaps(gradient), Slots.OverMaps(gradX), bilinear, alignCorners: false);
        return [y, gradX];
    });

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Normalization_by_the_mean_square_is_the_same_on_any_number_of_threads(ScalarType type) => SameOnAnyNumber(() =>
    {
        var (x, gradient, weight) = (Filled(type, 3001, 100), Filled(type, 3001, 100), Filled(type, 100));
        var (y, invRms, gradX, gradWeight) = (Empty(type, 3001, 100), Empty(type, 3001), Empty(type, 3001, 100), Empty(type, 100));
        RMSNormKernel.Forward(Slots.Over(x), Slots.Over(weight), Slots.Over(y), Slots.Over(invRms), 1e-5);
        RMSNormKernel.Backward(Slots.Over(gradient), Slots.Over(x), Slots.Over(weight), Slots.Over(invRms), Slots.Over(gradX), Slots.Over(gradWeight));
        return [y, invRms, gradX, gradWeight];
    });

    private static void SameOnAnyNumber(params Func<Tensor[]>[] runs)
    {
        foreach (var run in runs)
        {
            using var scope = NewDisposeScope();
            ThreadCount.Here = 1;
            random.manual_seed(1);
            var expected = run();
            foreach (var threads in (int[])[2, 3, 5])
            {
                ThreadCount.Here = threads;
                random.manual_seed(1);
                foreach (var (alone, together) in expected.Zip(run()))
                    Tensors.Same(alone, together);
            }
        }
    }

    private static Tensor[] Run(Action<Slot, Slot> kernel, ScalarType type, long[] input, long[] output)
    {
        var (x, y) = (Filled(type, input), Empty(type, output));
        kernel(Slots.Over(x), Slots.Over(y));
        return [y];
    }

    private static Tensor Filled(ScalarType type, params long[] shape) => randn(shape, type);

    private static Tensor Empty(ScalarType type, params long[] shape) => zeros(shape, type);

    private readonly struct Visits(int* visited, int* calls) : IRange
    {
        public void Run(long begin, long end)
        {
            Interlocked.Increment(ref *calls);
            for (var i = begin; i < end; i++)
                visited[i]++;
        }
    }
}
