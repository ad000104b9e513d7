using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>2-D convolution and its transpose by libtorch, or by <see cref="DirectConvolution"/> or <see cref="UnitConvolution"/> where that is faster, on values with their channels innermost; of values (channels, length) the 1-D one, which does not look at what is said of the height.</summary>
public static unsafe class ConvolutionKernel
{
    /// <summary>The result, in memory that libtorch allocates and the slot takes over. The weights are packed, if there is a place for that: their channels innermost, as the library wants them beside such values.</summary>
    public static void Forward(Slot x, Slot weight, Slot? bias, Slot y, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, (int, int) outputPadding = default, bool transposed = false, Slot? packed = null)
    {
        // The backward pass reads them, whatever computes here.
        if (packed is not null)
            Pack(weight, packed);
        if (DirectConvolution.SuitsForward(x, weight, dilation, groups, transposed))
        {
            Direct(x, weight, bias, y, stride, padding, default(Unchanged));
            return;
        }
        if (UnitConvolution.Suits(x, weight, stride, padding, groups, transposed))
        {
            new UnitConvolution(x, stride).Forward(weight, bias, y, default(Unchanged));
            return;
        }
        if (transposed && TransposedConvolution.Suits(x, weight, y, stride, dilation, groups))
        {
            Transposed(x, weight, bias, y, stride, padding);
            return;
        }
        if (LibTorch.Level == NativeLevel.Off)
        {
            y.Adopt(new PlainConvolution(stride, padding, dilation, groups, outputPadding, transposed).Forward(x, weight, bias));
            return;
        }
        using var quiet = LibTorch.WithoutGrad();
        var all = stackalloc long[] { stride.Item1, stride.Item2, padding.Item1, padding.Item2, dilation.Item1, dilation.Item2, outputPadding.Item1, outputPadding.Item2 };
        var dims = x.Sizes.Length - 2;
        var geometry = all + 2 - dims;
        var (input, kernel, shift) = (Wrap(x), Wrap(weight, packed), bias is null ? 0 : Wrap(bias));
        nint result;
        var code = LibTorch.Convolution(input, kernel, bias is null ? null : &shift, geometry, dims, geometry + 2, dims, geometry + 4, dims, transposed ? 1 : 0, geometry + 6, dims, groups, &result);
        Delete(input, kernel, shift);
        LibTorch.Check(code, "convolution");
        y.Adopt(result);
    }

    /// <summary>The result of a function behind the convolution.</summary>
    public static void Forward<TFunction>(Slot x, Slot weight, Slot? bias, Slot y, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, TFunction then, Slot? packed = null)
        where TFunction : struct, IPointwise
    {
        if (DirectConvolution.SuitsForward(x, weight, dilation, groups, transposed: false))
        {
            if (packed is not null)
                Pack(weight, packed);
            Direct(x, weight, bias, y, stride, padding, then);
            return;
        }
        if (UnitConvolution.Suits(x, weight, stride, padding, groups, transposed: false))
        {
            new UnitConvolution(x, stride).Forward(weight, bias, y, then);
            return;
        }
        Forward(x, weight, bias, y, stride, padding, dilation, groups, packed: packed);
        PointwiseKernel.Forward(y, y, then);
    }

    /// <summary>The gradients of weight and bias.</summary>
    public static void BackwardParameters(Slot gradient, Slot x, Slot weight, Slot gradWeight, Slot? gradBias, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, (int, int) outputPadding = default, bool transposed = false, Slot? packed = null)
    {
        if (gradBias is not null)
            ColumnSums.OfChannels(gradient, gradBias);
        if (DirectConvolution.SuitsBackward(x, weight, dilation, groups, transposed))
        {
            new DirectConvolution(x, weight, stride, padding).BackwardWeight((float*)gradient.Pointer, (float*)gradWeight.Pointer);
            return;
        }
        if (UnitConvolution.Suits(x, weight, stride, padding, groups, transposed))
        {
            new UnitConvolution(x, stride).BackwardWeight(gradient, gradWeight);
            return;
        }
        var weights = Backward(gradient, x, weight, stride, padding, dilation, groups, outputPadding, transposed, packed, wantsInput: false);
        // The result may have its channels innermost, as its operands had.
        var strides = LibTorch.Strides(weights, gradWeight.Sizes.Length);
        if (gradWeight.IsDouble)
            CopyStrided((double*)LibTorch.DataPointer(weights), strides, gradWeight);
        else
            CopyStrided((float*)LibTorch.DataPointer(weights), strides, gradWeight);
        LibTorch.Delete(weights);
    }

    /// <summary>The gradient of x, in memory that libtorch allocates and the slot takes over.</summary>
    public static void BackwardInput(Slot gradient, Slot x, Slot weight, Slot gradX, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, (int, int) outputPadding = default, bool transposed = false, Slot? packed = null)
    {
        if (UnitConvolution.Suits(x, weight, stride, padding, groups, transposed))
            new UnitConvolution(x, stride).BackwardInput(gradient, weight, gradX);
        else if (!transposed && TransposedConvolution.Suits(gradient, weight, gradX, stride, dilation, groups))
            Transposed(gradient, weight, null, gradX, stride, padding);
        else
            gradX.Adopt(Backward(gradient, x, weight, stride, padding, dilation, groups, outputPadding, transposed, packed, wantsInput: true));
    }

    private static void Direct<TFunction>(Slot x, Slot weight, Slot? bias, Slot y, (int, int) stride, (int, int) padding, TFunction then)
        where TFunction : struct, IPointwise
    {
        y.Adopt(LibTorch.Empty(y.Sizes, y.Strides, isDouble: false));
        new DirectConvolution(x, weight, stride, padding).Forward(weight, bias, y, then);
    }

    private static void Transposed(Slot x, Slot weight, Slot? bias, Slot y, (int, int) stride, (int, int) padding)
    {
        y.Adopt(LibTorch.Empty(y.Sizes, y.Strides, isDouble: false));
        new TransposedConvolution(x, weight, y, stride, padding).Run(weight, bias, (float*)y.Pointer);
    }

    /// <summary>The gradient of x, or of that of the weight.</summary>
    private static nint Backward(Slot gradient, Slot x, Slot weight, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, (int, int) outputPadding, bool transposed, Slot? packed, bool wantsInput)
    {
        if (LibTorch.Level == NativeLevel.Off)
            return new PlainConvolution(stride, padding, dilation, groups, outputPadding, transposed).Backward(gradient, x, weight, wantsInput);
        using var quiet = LibTorch.WithoutGrad();
        var all = stackalloc long[] { stride.Item1, stride.Item2, padding.Item1, padding.Item2, dilation.Item1, dilation.Item2, outputPadding.Item1, outputPadding.Item2 };
        var dims = x.Sizes.Length - 2;
        var geometry = all + 2 - dims;
        var (output, input, kernel) = (Wrap(gradient), Wrap(x), Wrap(weight, packed));
        var wanted = stackalloc int[] { wantsInput ? 1 : 0, wantsInput ? 0 : 1, 0 };
        nint gradX, gradWeight, gradBias;
        var code = LibTorch.ConvolutionBackward(output, input, kernel, null, 0, geometry, dims, geometry + 2, dims, geometry + 4, dims, transposed ? 1 : 0, geometry + 6, dims, groups, wanted, 3, &gradX, &gradWeight, &gradBias);
        Delete(output, input, kernel);
        LibTorch.Check(code, "convolution_backward");
        // Handles come for what was not wanted, too.
        LibTorch.Delete(gradBias);
        LibTorch.Delete(wantsInput ? gradWeight : gradX);
        return wantsInput ? gradX : gradWeight;
    }

    private static nint Wrap(Slot slot) => LibTorch.Wrap(slot.Pointer, slot.Sizes, slot.Strides, slot.IsDouble);

    private static nint Wrap(Slot weight, Slot? packed)
    {
        if (packed is null)
            return Wrap(weight);
        var (inputs, height, width) = (weight.Sizes[1], weight.Sizes[2], weight.Sizes[3]);
        return LibTorch.Wrap(packed.Pointer, weight.Sizes, [inputs * height * width, 1, width * inputs, inputs], weight.IsDouble);
    }

    private static void Pack(Slot weight, Slot packed)
    {
        if (weight.IsDouble)
            LayoutKernel.Transpose(weight.Batch, (double*)weight.Pointer, (double*)packed.Pointer, weight.Channels, weight.Height * weight.Width);
        else
            LayoutKernel.Transpose(weight.Batch, (float*)weight.Pointer, (float*)packed.Pointer, weight.Channels, weight.Height * weight.Width);
    }

    private static void Delete(nint a, nint b, nint c)
    {
        LibTorch.Delete(a);
        LibTorch.Delete(b);
        if (c != 0)
            LibTorch.Delete(c);
    }

    private static void CopyStrided<T>(T* source, ReadOnlySpan<long> strides, Slot destination)
        where T : unmanaged
    {
        if (strides.Length == 4 && strides[1] == 1 && strides[3] == destination.Channels && strides[2] == strides[3] * destination.Width)
        {
            LayoutKernel.Transpose(destination.Batch, source, (T*)destination.Pointer, destination.Height * destination.Width, destination.Channels);
            return;
        }
        // A 1-D kernel is one of height 1.
        var (height, down) = strides.Length == 4 ? (destination.Sizes[2], strides[2]) : (1, 0);
        var target = (T*)destination.Pointer;
        for (var o = 0; o < destination.Sizes[0]; o++)
        {
            for (var i = 0; i < destination.Sizes[1]; i++)
            {
                for (var h = 0; h < height; h++)
                {
                    var row = source + o * strides[0] + i * strides[1] + h * down;
                    for (var w = 0; w < destination.Sizes[^1]; w++)
                        *target++ = row[w * strides[^1]];
                }
            }
        }
    }
}
