using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>An image set as the network takes it: scaled floats [images, 1, side, side] and labels [images]. Only here bytes become tensors.</summary>
internal sealed class ImageTensors : IDisposable
{
    // Large images are many times the memory of what becomes of them, so they are taken a few at a time.
    private const int PixelsAtOnce = 4_000_000;

    private ImageTensors(Tensor images, Tensor labels) => (Images, Labels) = (images, labels);

    public Tensor Images { get; }

    public Tensor Labels { get; }

    /// <summary>Images of another size than <paramref name="side"/> are resampled, bilinearly and with averaging where they shrink.</summary>
    public static ImageTensors From(ImageSet set, PixelScale scale, int side)
    {
        var images = empty(set.Count, 1, side, side);
        var chunkSize = Math.Max(1, PixelsAtOnce / set.PixelsPerImage);
        for (var start = 0; start < set.Count; start += chunkSize)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(chunkSize, set.Count - start);
            var bytes = set.Pixels.Slice(start * set.PixelsPerImage, count * set.PixelsPerImage).ToArray();
            var chunk = tensor(bytes, [count, 1, set.Height, set.Width]).to(ScalarType.Float32).sub_(scale.Mean).div_(scale.Deviation);
            if ((set.Height, set.Width) != (side, side))
                chunk = nn.functional.interpolate(chunk, [side, side], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true);
            images.narrow(0, start, count).copy_(chunk);
        }
        using var labels = tensor(set.Labels.ToArray());
        return new(images, labels.to(ScalarType.Int64));
    }

    /// <summary>Copies of the images and labels with these numbers; the caller disposes them.</summary>
    public (Tensor Images, Tensor Labels) Pick(ReadOnlyMemory<long> numbers)
    {
        using var index = tensor(numbers.ToArray());
        return (Images.index_select(0, index), Labels.index_select(0, index));
    }

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
