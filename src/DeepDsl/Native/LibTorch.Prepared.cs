using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DeepDsl.Native;

/// <summary>oneDNN with weights that lie as it wants them, and with what follows the product or the convolution.</summary>
internal static unsafe partial class LibTorch
{
    private static readonly delegate* unmanaged<byte*, byte*, ulong*, ulong, int> Dispatcher =
        (delegate* unmanaged<byte*, byte*, ulong*, ulong, int>)Export("torch_call_dispatcher", NativeLevel.Sgemm);

    private static readonly delegate* unmanaged<nint, nint, nint*, long*, long, long*, long, long*, long, long, byte*, double**, long, byte**, nint*, int> ConvolutionPointwise =
        (delegate* unmanaged<nint, nint, nint*, long*, long, long*, long, long*, long, long, byte*, double**, long, byte**, nint*, int>)Export("aoti_torch_cpu_mkldnn__convolution_pointwise", NativeLevel.Sgemm);

    private static readonly delegate* unmanaged<ulong, nint*, int> NewList = (delegate* unmanaged<ulong, nint*, int>)Export("torch_new_list_reserve_size", NativeLevel.Sgemm);

    private static readonly delegate* unmanaged<nint, ulong, int> Append = (delegate* unmanaged<nint, ulong, int>)Export("torch_list_push_back", NativeLevel.Sgemm);

    // The version of the interface whose values the dispatcher is given: that of libtorch 2.10, where it came in.
    private const ulong Interface = 0x020a000000000000;

    /// <summary>Whether weights of convolutions can be prepared.</summary>
    public static bool HasPreparedConvolution { get; } =
        X86Base.IsSupported && Dispatcher != null && NewList != null && Append != null && ConvolutionPointwise != null;

    /// <summary>Whether weights of linear layers can be prepared.</summary>
    public static bool HasPreparedLinear { get; } = HasLinear && Dispatcher != null;

    [LibraryImport(Library, EntryPoint = "aoti_torch_new_tensor_handle")]
    private static partial int NewHandle(nint tensor, nint* handle);

    /// <summary>How often operators of libtorch have written to the memory of a tensor, under whatever view of it; null where it cannot be asked.</summary>
    public static long? VersionOf(nint tensor)
    {
        if (Dispatcher == null)
            return null;
        var value = Owned(tensor);
        Call("aten::_version\0"u8, &value);
        return (long)value;
    }

    /// <summary>A weight [out, in] as oneDNN wants it beside so many rows; to be deleted with <see cref="Delete"/>, and opaque to all but <see cref="Linear"/>.</summary>
    public static nint PrepareLinear(nint weight, long rows)
    {
        var values = stackalloc ulong[] { Owned(weight), Optional((ulong)rows) };
        Call("mkldnn::_reorder_linear_weight\0"u8, values);
        return (nint)values[0];
    }

    /// <summary>A weight of a convolution as oneDNN wants it beside such an input; to be deleted with <see cref="Delete"/>, and opaque to all but the convolution below.</summary>
    public static nint PrepareConvolution(nint weight, long* stride, long* padding, long* dilation, long groups, ReadOnlySpan<long> input)
    {
        var values = stackalloc ulong[] { Owned(weight), List(new(padding, 2)), List(new(stride, 2)), List(new(dilation, 2)), (ulong)groups, Optional(List(input)) };
        Call("mkldnn::_reorder_convolution_weight\0"u8, values);
        return (nint)values[0];
    }

    /// <summary>x·Wᵀ + b, or its positive part, as a new tensor. There need not be a bias: 0 stands for none.</summary>
    public static nint Linear(nint x, nint weight, nint bias, bool isRectified)
    {
        nint result;
        fixed (byte* none = "none\0"u8, relu = "relu\0"u8)
            Check(LinearPointwise(x, weight, bias == 0 ? null : &bias, isRectified ? relu : none, null, 0, null, &result), "_linear_pointwise");
        return result;
    }

    /// <summary>The convolution with its bias, or its positive part, as a new tensor. There need not be a bias: 0 stands for none.</summary>
    public static nint Convolution(nint x, nint weight, nint bias, long* stride, long* padding, long* dilation, long groups, bool isRectified)
    {
        nint result;
        fixed (byte* none = "none\0"u8, relu = "relu\0"u8)
            Check(ConvolutionPointwise(x, weight, bias == 0 ? null : &bias, padding, 2, stride, 2, dilation, 2, groups, isRectified ? relu : none, null, 0, null, &result), "_convolution_pointwise");
        return result;
    }

    private static void Call(ReadOnlySpan<byte> name, ulong* values)
    {
        fixed (byte* function = name, overload = "\0"u8)
            Check(Dispatcher(function, overload, values, Interface), "call_dispatcher");
    }

    // The dispatcher takes over the handles, lists and optional values that it is given.
    private static ulong Owned(nint tensor)
    {
        nint handle;
        Check(NewHandle(tensor, &handle), "new_tensor_handle");
        return (ulong)handle;
    }

    private static ulong List(ReadOnlySpan<long> values)
    {
        nint list;
        Check(NewList((ulong)values.Length, &list), "new_list_reserve_size");
        foreach (var value in values)
            Check(Append(list, (ulong)value), "list_push_back");
        return (ulong)list;
    }

    private static ulong Optional(ulong value)
    {
        var place = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *place = value;
        return (ulong)place;
    }
}
