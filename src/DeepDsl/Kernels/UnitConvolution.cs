using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>Convolution with windows of 1x1 on values with their channels innermost: a product with the rows of all positions, or of those that a stride leaves.</summary>
internal readonly unsafe struct UnitConvolution
{
    // With fewer images and one thread libtorch does not ask oneDNN, and takes three times as long.
    private const int FewImages = 16;

    private readonly Slot _x;
    private readonly int _height, _width, _strideHeight, _strideWidth;

    public UnitConvolution(Slot x, (int, int) stride)
    {
        _x = x;
        (_strideHeight, _strideWidth) = stride;
        (_height, _width) = ((x.Height - 1) / _strideHeight + 1, (x.Width - 1) / _strideWidth + 1);
    }

    /// <summary>Whether it is one, and faster so than by libtorch.</summary>
    public static bool Suits(Slot x, Slot weight, (int, int) stride, (int, int) padding, int groups, bool transposed)
    {
        if (x.IsDouble || !x.IsChannelsLast || weight.Height * weight.Width != 1 || padding != (0, 0) || groups != 1 || transposed)
            return false;
        var (rows, features) = (new UnitConvolution(x, stride).Rows, weight.Batch);
        return VectorProduct.Pays(isDouble: false, rows, features, x.Channels, ofLines: false)
            || (stride == (1, 1) && x.Batch < FewImages && NativeProduct.Pays(isDouble: false, rows, features, x.Channels));
    }

    private int Rows => _x.Batch * _height * _width;

    private int Channels => _x.Channels;

    private bool TakesAll => _strideHeight == 1 && _strideWidth == 1;

    /// <summary>The result, in memory that libtorch allocates and the slot takes over.</summary>
    public void Forward<TFunction>(Slot weight, Slot? bias, Slot y, TFunction then)
        where TFunction : struct, IPointwise
    {
        y.Adopt(LibTorch.Empty(y.Sizes, y.Strides, isDouble: false));
        fixed (byte* scratch = Scratch.OtherBytes(ScratchBytes))
            Gemm.Multiply(false, false, true, Rows, weight.Batch, Channels, Positions((float*)scratch), weight.Pointer, y.Pointer);
        if (bias is not null)
            BiasKernel.Forward(y, bias, then);
        else
            ElementwiseKernel.Finish(y, null, then);
    }

    /// <summary>The gradient of the weight.</summary>
    public void BackwardWeight(Slot gradient, Slot gradWeight)
    {
        fixed (byte* scratch = Scratch.OtherBytes(ScratchBytes))
            Gemm.Multiply(false, true, false, gradient.Channels, Channels, Rows, gradient.Pointer, Positions((float*)scratch), gradWeight.Pointer);
    }

    /// <summary>The gradient of x, in memory that libtorch allocates and the slot takes over.</summary>
    public void BackwardInput(Slot gradient, Slot weight, Slot gradX)
    {
        gradX.Adopt(LibTorch.Empty(gradX.Sizes, gradX.Strides, isDouble: false));
        fixed (byte* scratch = Scratch.OtherBytes(ScratchBytes))
        {
            Gemm.Multiply(false, false, false, Rows, Channels, gradient.Channels, gradient.Pointer, weight.Pointer, TakesAll ? gradX.Pointer : scratch);
            if (TakesAll)
                return;
            gradX.Clear();
            Copy((float*)gradX.Pointer, (float*)scratch, gathers: false);
        }
    }

    private int ScratchBytes => TakesAll ? 0 : checked(Rows * Channels * sizeof(float));

    // The rows of the positions that count: x itself, or a copy of some of it.
    private float* Positions(float* scratch)
    {
        if (TakesAll)
            return (float*)_x.Pointer;
        Copy((float*)_x.Pointer, scratch, gathers: true);
        return scratch;
    }

    private void Copy(float* image, float* rows, bool gathers)
    {
        var bytes = Channels * sizeof(float);
        for (var n = 0; n < _x.Batch; n++)
        {
            for (var h = 0; h < _height; h++)
            {
                var place = image + ((long)n * _x.Height + h * _strideHeight) * _x.Width * Channels;
                if (gathers)
                    RowCopies.Run(place, _strideWidth * bytes, rows, bytes, bytes, _width);
                else
                    RowCopies.Run(rows, bytes, place, _strideWidth * bytes, bytes, _width);
                rows += _width * Channels;
            }
        }
    }
}
