namespace DeepDsl.Native;

/// <summary>How much of libtorch is called directly. The environment variable DEEPDSL_NATIVE says <c>sgemm</c>, <c>shims</c> or <c>off</c> to try what other platforms have; each level is used only where the library exports it.</summary>
internal enum NativeLevel
{
    /// <summary>Products and convolutions by TorchSharp's operators, nothing on several threads of ours.</summary>
    Off,

    /// <summary>Those of libtorch's C interface.</summary>
    Shims,

    /// <summary>These, and BLAS for products.</summary>
    Sgemm,
}
