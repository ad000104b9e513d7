namespace DeepDsl.Native;

/// <summary>TorchSharp's native libraries do not load on this machine. The message says what is missing and what to do.</summary>
public sealed class NativeLibraryException(string message, Exception? cause = null) : Exception(message, cause);
