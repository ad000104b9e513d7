using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>A strided convolution backwards, by vectors of 512 bits: the gradient of its input, or the result of a transposed convolution. Either makes a larger map of a smaller one.</summary>
/// <remarks>Places of the larger map that lie a stride apart meet the same elements of the kernel. So for each of these phases there is a convolution without a stride,
/// whose window is its part of the kernel turned around.</remarks>
internal readonly unsafe struct TransposedConvolution
{
    private const int Lanes = WindowSums.Lanes;
    private const int Positions = WindowSums.Positions;

    // With more, the weights of a phase do not stay in the second cache.
    private const int MostWeights = 1 << 16;

    private readonly float* _x;
    private readonly int _batch, _channels, _outChannels;
    private readonly Axis _rows, _columns;

    /// <param name="x">The smaller map.</param>
    /// <param name="weight">Of its channels by those of the larger map.</param>
    /// <param name="y">The larger map.</param>
    /// <param name="stride">From a window to the next.</param>
    /// <param name="padding">How far the first window lies outside.</param>
    public TransposedConvolution(Slot x, Slot weight, Slot y, (int, int) stride, (int, int) padding)
    {
        _x = (float*)x.Pointer;
        (_batch, _channels, _outChannels) = (x.Batch, x.Channels, y.Channels);
        _rows = new(weight.Height, stride.Item1, padding.Item1, x.Height, y.Height);
        _columns = new(weight.Width, stride.Item2, padding.Item2, x.Width, y.Width);
    }

    /// <summary>Whether the result can be had, and faster than from libtorch: up to twice as fast.</summary>
    public static bool Suits(Slot x, Slot weight, Slot y, (int, int) stride, (int, int) dilation, int groups) =>
        WindowSums.Can(x, dilation, groups) && stride != (1, 1) && y.Channels >= Lanes / 2 && weight.Count <= MostWeights;

    private int Depth => (_outChannels + Lanes - 1) / Lanes * Lanes;

    private int PaddedWidth => _columns.Padded * _channels;

    private int PaddedCount => _rows.Padded * PaddedWidth;

    private int ArrangedCount => checked(((_rows.Stride * _columns.Stride) + (_rows.Kernel * _columns.Kernel * _channels)) * Depth);

    private int PlaceCount => 2 * ((_rows.Large * _columns.Large) + (_rows.Stride * _columns.Stride * Positions));

    /// <summary>Writes the larger map.</summary>
    public void Run(Slot weight, Slot? bias, float* y)
    {
        fixed (byte* scratch = Scratch.OtherBytes(ArrangedCount * sizeof(float)))
        {
            Arrange((float*)weight.Pointer, bias, (float*)scratch);
            Parallel.For(_batch, (long)_rows.Large * _columns.Large * Depth, new Images(this, (float*)scratch, y));
        }
    }

    // Phase by phase: the bias, and then what every element of the window is multiplied by, channel after channel.
    private void Arrange(float* weight, Slot? bias, float* arranged)
    {
        new Span<float>(arranged, ArrangedCount).Clear();
        var kernel = _rows.Kernel * _columns.Kernel;
        for (var phase = 0; phase < _rows.Stride * _columns.Stride; phase++)
        {
            var (a, b) = Phase(phase);
            bias?.Span<float>().CopyTo(new(arranged, _outChannels));
            arranged += Depth;
            for (var r = _rows.Taps(a) - 1; r >= 0; r--)
            {
                for (var c = _columns.Taps(b) - 1; c >= 0; c--)
                {
                    var element = weight + (a + r * _rows.Stride) * _columns.Kernel + b + c * _columns.Stride;
                    for (var i = 0; i < _channels; i++, arranged += Depth)
                    {
                        for (var o = 0; o < _outChannels; o++, element += kernel)
                            arranged[o] = *element;
                    }
                }
            }
        }
    }

    private (int Row, int Column) Phase(int phase) => (phase / _columns.Stride, phase % _columns.Stride);

    private void Pad(long image, float* padded)
    {
        var row = _columns.Small * _channels;
        WindowSums.Pad(_x + image * _rows.Small * row, row, _rows.Small, padded + _rows.Before * PaddedWidth + _columns.Before * _channels, PaddedWidth);
    }

    // Phase by phase: where windows begin, and where their sums belong. Beyond the last it is repeated: nobody looks at what becomes of it.
    private void FindPlaces(int* places)
    {
        for (var phase = 0; phase < _rows.Stride * _columns.Stride; phase++)
        {
            var (a, b) = Phase(phase);
            var count = Math.Max(Positions, _rows.Count(a) * _columns.Count(b));
            var (i, row, left, first) = (0, _rows.Window(a) * PaddedWidth, _columns.Window(b) * _channels, _columns.First(b));
            for (var h = _rows.First(a); h < _rows.Large; h += _rows.Stride, row += PaddedWidth)
            {
                var window = row + left;
                for (var w = first; w < _columns.Large; w += _columns.Stride, i++, window += _channels)
                    (places[i], places[count + i]) = (window, (h * _columns.Large + w) * _outChannels);
            }
            for (; i < count; i++)
                (places[i], places[count + i]) = i == 0 ? (0, 0) : (places[i - 1], places[count + i - 1]);
            places += 2 * count;
        }
    }

    /// <summary>One dimension of the maps.</summary>
    /// <param name="Kernel">The kernel's elements.</param>
    /// <param name="Stride">Places of the larger map from one of the smaller to the next; the number of phases.</param>
    /// <param name="Padding">Places of the larger map that are outside.</param>
    /// <param name="Small">The smaller map's places.</param>
    /// <param name="Large">The larger map's.</param>
    private readonly record struct Axis(int Kernel, int Stride, int Padding, int Small, int Large)
    {
        /// <summary>Places that windows reach before the smaller map.</summary>
        public int Before => (Kernel - 1) / Stride;

        /// <summary>The smaller map's places with those that windows reach outside of it.</summary>
        public int Padded => Before + Math.Max(Small, (Large - 1 + Padding) / Stride + 1);

        /// <summary>Elements of the kernel in a phase.</summary>
        public int Taps(int phase) => (Kernel - phase + Stride - 1) / Stride;

        /// <summary>The phase's first place in the larger map.</summary>
        public int First(int phase) => (phase + Stride - Padding % Stride) % Stride;

        public int Count(int phase) => First(phase) < Large ? (Large - 1 - First(phase)) / Stride + 1 : 0;

        /// <summary>Where in the padded smaller map the phase's first window begins.</summary>
        public int Window(int phase) => (First(phase) + Padding) / Stride - (Taps(phase) - 1) + Before;
    }

    private readonly struct Images(TransposedConvolution all, float* arranged, float* y) : IRange
    {
        public void Run(long begin, long end)
        {
            fixed (byte* first = Scratch.Bytes((all.PaddedCount + all.PlaceCount) * sizeof(float)), second = Scratch.Partials(Positions * all.Depth * sizeof(float)))
            {
                var padded = (float*)first;
                var places = (int*)(padded + all.PaddedCount);
                all.FindPlaces(places);
                new Span<float>(padded, all.PaddedCount).Clear();
                for (var n = begin; n < end; n++)
                {
                    all.Pad(n, padded);
                    Run(padded, places, (float*)second, y + n * all._rows.Large * all._columns.Large * all._outChannels);
                }
            }
        }

        private void Run(float* padded, int* places, float* few, float* image)
        {
            var (depth, channels, step) = (all.Depth, all._outChannels, all._columns.Stride * all._outChannels);
            var weights = arranged;
            for (var phase = 0; phase < all._rows.Stride * all._columns.Stride; phase++)
            {
                var (a, b) = all.Phase(phase);
                var (count, rows, taps) = (all._rows.Count(a) * all._columns.Count(b), all._rows.Taps(a), all._columns.Taps(b) * all._channels);
                var targets = places + Math.Max(Positions, count);
                for (var position = 0; position < count; position += Positions)
                {
                    // The last ones are computed together with some that are there already.
                    var from = Math.Max(0, Math.Min(position, count - Positions));
                    var isRow = depth == channels && targets[from + Positions - 1] - targets[from] == (Positions - 1) * step;
                    WindowSums.Eight(padded, places + from, all.PaddedWidth, rows, taps, weights, depth, isRow ? image + targets[from] : few, isRow ? step : depth, default(Unchanged));
                    for (var i = 0; !isRow && i < Positions; i++)
                        Unsafe.CopyBlockUnaligned(image + targets[from + i], few + i * depth, (uint)(channels * sizeof(float)));
                }
                weights += (rows * taps + 1) * depth;
                places += 2 * Math.Max(Positions, count);
            }
        }
    }
}
