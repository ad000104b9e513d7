using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace DeepDsl.Native;

/// <summary>The part of libtorch's C interface that kernels call, and what TorchSharp's has beside it. Every function of libtorch returns 0 for success; a handle is what <c>Tensor.Handle</c> holds.</summary>
internal static unsafe partial class LibTorch
{
    private const string Library = "torch_cpu";

    public const int Float32 = 6;
    public const int Float64 = 7;

    private static readonly nint Exports = NativeLibrary.TryLoad(Library, typeof(LibTorch).Assembly, null, out var library) ? library : 0;

    /// <summary>Whether this is one of Intel's processors, for which MKL is made.</summary>
    public static readonly bool IsIntel = IsMadeByIntel();

    /// <summary>How much of the library is called.</summary>
    public static readonly NativeLevel Level = Wanted();

    /// <summary>BLAS, where the library exports it (on Linux); null elsewhere.</summary>
    public static readonly delegate* unmanaged<byte*, byte*, int*, int*, int*, float*, float*, int*, float*, int*, float*, float*, int*, void> Sgemm =
        (delegate* unmanaged<byte*, byte*, int*, int*, int*, float*, float*, int*, float*, int*, float*, float*, int*, void>)Export("sgemm_", NativeLevel.Sgemm);

    /// <summary>BLAS, where the library exports it (on Linux); null elsewhere.</summary>
    public static readonly delegate* unmanaged<byte*, byte*, int*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, void> Dgemm =
        (delegate* unmanaged<byte*, byte*, int*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, void>)Export("dgemm_", NativeLevel.Sgemm);

    /// <summary>Runs a function on parts of a range, on libtorch's threads; null where the library does not export it.</summary>
    public static readonly delegate* unmanaged<long, long, long, delegate* unmanaged<long, long, void*, void>, void*, void> ParallelFor =
        (delegate* unmanaged<long, long, long, delegate* unmanaged<long, long, void*, void>, void*, void>)Export("torch_parallel_for", NativeLevel.Shims);

    /// <summary>x·Wᵀ by oneDNN into a new tensor, where the library is built with it and has no BLAS that is faster: MKL uses AVX-512 on Intel's processors alone. Null elsewhere.</summary>
    private static readonly delegate* unmanaged<nint, nint, nint*, byte*, double**, long, byte**, nint*, int> LinearPointwise =
        X86Base.IsSupported && !IsIntel
            ? (delegate* unmanaged<nint, nint, nint*, byte*, double**, long, byte**, nint*, int>)Export("aoti_torch_cpu__linear_pointwise", NativeLevel.Sgemm)
            : null;

    /// <summary>Whether it is there.</summary>
    public static bool HasLinear => LinearPointwise != null;

    [LibraryImport(Library, EntryPoint = "aoti_torch_create_tensor_from_blob")]
    private static partial int FromBlob(void* data, long rank, long* sizes, long* strides, long offset, int type, int deviceType, int deviceIndex, nint* result);

    [LibraryImport(Library, EntryPoint = "aoti_torch_empty_strided")]
    private static partial int EmptyStrided(long rank, long* sizes, long* strides, int type, int deviceType, int deviceIndex, nint* result);

    [LibraryImport(Library, EntryPoint = "aoti_torch_delete_tensor_object")]
    public static partial int Delete(nint tensor);

    [LibraryImport(Library, EntryPoint = "aoti_torch_get_data_ptr")]
    private static partial int GetDataPointer(nint tensor, void** pointer);

    [LibraryImport(Library, EntryPoint = "aoti_torch_get_strides")]
    private static partial int GetStrides(nint tensor, long** strides);

    [LibraryImport(Library, EntryPoint = "aoti_torch_get_sizes")]
    private static partial int GetSizes(nint tensor, long** sizes);

    [LibraryImport(Library, EntryPoint = "aoti_torch_get_dim")]
    private static partial int GetRank(nint tensor, long* rank);

    [LibraryImport(Library, EntryPoint = "aoti_torch_cpu_mm_out")]
    public static partial int MultiplyInto(nint result, nint left, nint right);

    [LibraryImport(Library, EntryPoint = "aoti_torch_cpu_addmm_out")]
    public static partial int MultiplyAddInto(nint result, nint summand, nint left, nint right, double beta, double alpha);

    [LibraryImport(Library, EntryPoint = "aoti_torch_cpu_convolution")]
    public static partial int Convolution(nint x, nint weight, nint* bias, long* stride, long strides, long* padding, long paddings, long* dilation, long dilations,
        int transposed, long* outputPadding, long outputPaddings, long groups, nint* result);

    [LibraryImport(Library, EntryPoint = "aoti_torch_cpu_convolution_backward")]
    public static partial int ConvolutionBackward(nint gradient, nint x, nint weight, long** biasSizes, long biasRank, long* stride, long strides, long* padding, long paddings,
        long* dilation, long dilations, int transposed, long* outputPadding, long outputPaddings, long groups, int* wanted, long wants, nint* gradX, nint* gradWeight, nint* gradBias);

    [LibraryImport(Library, EntryPoint = "aoti_torch_grad_mode_is_enabled")]
    private static partial byte IsGradEnabled();

    [LibraryImport(Library, EntryPoint = "aoti_torch_grad_mode_set_enabled")]
    private static partial void SetGradEnabled(byte enabled);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSTensor_grad")]
    private static partial nint GetGradient(nint tensor);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSTensor_dispose")]
    private static partial void DisposeGradient(nint tensor);

    /// <summary>A tensor over memory that stays the caller's; to be deleted with <see cref="Delete"/>.</summary>
    public static nint Wrap(void* data, ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, bool isDouble)
    {
        nint handle;
        fixed (long* size = sizes, stride = strides)
            Check(FromBlob(data, sizes.Length, size, stride, 0, isDouble ? Float64 : Float32, 0, 0, &handle), "create_tensor_from_blob");
        return handle;
    }

    /// <summary>A tensor over new memory with arbitrary content; to be deleted with <see cref="Delete"/>.</summary>
    public static nint Empty(ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, bool isDouble)
    {
        nint handle;
        fixed (long* size = sizes, stride = strides)
            Check(EmptyStrided(sizes.Length, size, stride, isDouble ? Float64 : Float32, 0, 0, &handle), "empty_strided");
        return handle;
    }

    public static void* DataPointer(nint tensor)
    {
        void* pointer;
        Check(GetDataPointer(tensor, &pointer), "get_data_ptr");
        return pointer;
    }

    /// <summary>The memory of a tensor's gradient, null where it has none; unlike <c>Tensor.grad</c> it allocates nothing.</summary>
    public static void* GradientPointer(Tensor tensor)
    {
        var gradient = GetGradient(tensor.Handle);
        GC.KeepAlive(tensor);
        if (gradient == 0)
            return null;
        var pointer = DataPointer(gradient);
        DisposeGradient(gradient);
        return pointer;
    }

    /// <summary>Whether a tensor has this shape behind its first dimensions; unlike <c>Tensor.shape</c> it allocates nothing.</summary>
    public static bool HasShape(Tensor tensor, ReadOnlySpan<long> shape, int behind = 0)
    {
        long rank;
        long* sizes;
        Check(GetRank(tensor.Handle, &rank), "get_dim");
        Check(GetSizes(tensor.Handle, &sizes), "get_sizes");
        var isEqual = rank >= behind && new ReadOnlySpan<long>(sizes, (int)rank)[behind..].SequenceEqual(shape);
        GC.KeepAlive(tensor);
        return isEqual;
    }

    /// <summary>The strides of a tensor, valid as long as it lives.</summary>
    public static ReadOnlySpan<long> Strides(nint tensor, int rank)
    {
        long* strides;
        Check(GetStrides(tensor, &strides), "get_strides");
        return new(strides, rank);
    }

    /// <summary>Turns autograd off on this thread until disposed, so that native calls record nothing.</summary>
    public static GradMode WithoutGrad()
    {
        var wasEnabled = IsGradEnabled();
        SetGradEnabled(0);
        return new(wasEnabled);
    }

    public static void Check(int code, string function)
    {
        if (code != 0)
            throw new InvalidOperationException($"libtorch's {function} failed; its message stands on the error stream.");
    }

    /// <summary>A function of the library or of those it depends on; null where there is none.</summary>
    public static void* Export(string name) => Exports != 0 && NativeLibrary.TryGetExport(Exports, name, out var address) ? (void*)address : null;

    private static bool IsMadeByIntel()
    {
        if (!X86Base.IsSupported)
            return false;
        var (_, first, last, middle) = X86Base.CpuId(0, 0);
        ReadOnlySpan<int> vendor = [first, middle, last];
        return MemoryMarshal.AsBytes(vendor).SequenceEqual("GenuineIntel"u8);
    }

    private static void* Export(string name, NativeLevel least) => Level >= least ? Export(name) : null;

    private static NativeLevel Wanted()
    {
        var wanted = Environment.GetEnvironmentVariable("DEEPDSL_NATIVE");
        return string.Equals(wanted, "off", StringComparison.OrdinalIgnoreCase) || Export("aoti_torch_cpu_convolution_backward") == null || Export("aoti_torch_cpu_mm_out") == null ? NativeLevel.Off
            : string.Equals(wanted, "shims", StringComparison.OrdinalIgnoreCase) ? NativeLevel.Shims
            : NativeLevel.Sgemm;
    }

    public readonly ref struct GradMode(byte previous)
    {
        public void Dispose() => SetGradEnabled(previous);
    }
}
