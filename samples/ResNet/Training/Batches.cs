using TorchSharp;
using static TorchSharp.torch;

namespace ResNet;

/// <summary>Turns images into batches of tensors: scaled by the training set's mean and deviation, and for training shifted and mirrored at random.</summary>
internal sealed class Batches
{
    private const int MaxShift = 4;

    private readonly double[] _means = new double[ImageSet.Channels];
    private readonly double[] _deviations = new double[ImageSet.Channels];

    /// <param name="scale">The images whose mean and deviation scale all others.</param>
    public Batches(ImageSet scale)
    {
        const int plane = ImageSet.Side * ImageSet.Side;
        for (var channel = 0; channel < ImageSet.Channels; channel++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < scale.Count; i++)
            {
                foreach (var pixel in scale.Pixels.AsSpan(i * ImageSet.PixelsPerImage + channel * plane, plane))
                    (sum, squares) = (sum + pixel, squares + (double)pixel * pixel);
            }
            var count = (double)scale.Count * plane;
            _means[channel] = sum / count;
            _deviations[channel] = Math.Sqrt(Math.Max(1, squares / count - _means[channel] * _means[channel]));
        }
    }

    /// <summary>The images of these numbers as they are; the caller disposes the tensors.</summary>
    public (Tensor Images, Tensor Labels) Plain(ImageSet set, ReadOnlySpan<int> numbers) => Take(set, numbers, null);

    /// <summary>The images of these numbers, each moved by up to four pixels and perhaps mirrored.</summary>
    public (Tensor Images, Tensor Labels) Augmented(ImageSet set, ReadOnlySpan<int> numbers, Random random) => Take(set, numbers, random);

    private (Tensor Images, Tensor Labels) Take(ImageSet set, ReadOnlySpan<int> numbers, Random? random)
    {
        var images = new float[numbers.Length * ImageSet.PixelsPerImage];
        var labels = new long[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            labels[i] = set.Labels[numbers[i]];
            var (right, down, isMirrored) = random is null ? (0, 0, false) : (random.Next(-MaxShift, MaxShift + 1), random.Next(-MaxShift, MaxShift + 1), random.Next(2) == 0);
            Copy(set.Pixels.AsSpan(numbers[i] * ImageSet.PixelsPerImage, ImageSet.PixelsPerImage), images.AsSpan(i * ImageSet.PixelsPerImage, ImageSet.PixelsPerImage), right, down, isMirrored);
        }
        return (tensor(images, [numbers.Length, ImageSet.Channels, ImageSet.Side, ImageSet.Side]), tensor(labels));
    }

    // What is moved in from outside is zero, the mean colour.
    private void Copy(ReadOnlySpan<byte> from, Span<float> to, int right, int down, bool isMirrored)
    {
        const int side = ImageSet.Side;
        for (var channel = 0; channel < ImageSet.Channels; channel++)
        {
            for (var row = Math.Max(0, down); row < Math.Min(side, side + down); row++)
            {
                for (var column = Math.Max(0, right); column < Math.Min(side, side + right); column++)
                {
                    var source = isMirrored ? side - 1 - (column - right) : column - right;
                    to[(channel * side + row) * side + column] = (float)((from[(channel * side + row - down) * side + source] - _means[channel]) / _deviations[channel]);
                }
            }
        }
    }
}
