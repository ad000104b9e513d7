using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepDsl.Native;

/// <summary>TorchSharp's native libraries, libtorch among them.</summary>
public static class NativeLibraries
{
    private static readonly Lazy<NativeLibraryException?> Failure = new(Load);

    /// <summary>Loads the libraries on the first call; later calls cost nothing and have the same outcome.</summary>
    /// <exception cref="NativeLibraryException">They do not load.</exception>
    public static void EnsureLoaded()
    {
        if (Failure.Value is { } failure)
            throw new NativeLibraryException(failure.Message, failure.InnerException);
    }

    /// <summary>Loads the libraries and passes a value on: for base calls, which come before a constructor's first statement.</summary>
    internal static T Ensured<T>(T value)
    {
        EnsureLoaded();
        return value;
    }

    private static NativeLibraryException? Load()
    {
        var missing = Probe();
        // TorchSharp also finds what notebooks keep elsewhere, but copies the whole of libtorch before it gives up.
        if (missing is not null && !NativeLoadFailure.IsAbsence(missing.Message))
            return Explain(missing);
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException or EntryPointNotFoundException)
        {
            return Explain(missing ?? e.GetBaseException());
        }
    }

    /// <summary>Loads what TorchSharp would load, in its order, to learn the loader's own words where that fails.</summary>
    private static Exception? Probe()
    {
        var torchSharp = typeof(torch).Assembly;
        NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _);
        try
        {
            NativeLibrary.Load("LibTorchSharp", torchSharp, null);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e;
        }
    }

    private static NativeLibraryException Explain(Exception failure) => new(NativeLoadFailure.Explain(failure.Message, Platform), failure);

    private static string Platform
    {
        get
        {
            // Distributions that build .NET themselves name their own runtime identifier, such as alpine.3.22-x64.
            var runtime = RuntimeInformation.RuntimeIdentifier;
            var system = OperatingSystem.IsWindows() ? "win"
                : OperatingSystem.IsMacOS() ? "osx"
                : !OperatingSystem.IsLinux() ? runtime.Split('-')[0]
                : runtime.Contains("musl") || runtime.StartsWith("alpine") ? "linux-musl" : "linux";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }
}
