using System.Numerics;
using DeepDsl.Kernels;
using DeepDsl.Native;

namespace DeepDsl.Models;

/// <summary>Tells whether a model's parameters or buffers have changed since somebody looked.</summary>
/// <param name="Turns">The model's own calls, whose kernels write memory directly.</param>
/// <param name="Writes">libtorch's count of what its operators wrote to the parameters.</param>
/// <param name="HandOuts">How often the parameters were handed out by their names: a module that holds the model loads files into their memory.</param>
/// <param name="Print">A fingerprint, as others may write memory directly as well: of every buffer, and of some elements of every parameter.</param>
internal readonly record struct ParameterVersion(long Turns, long Writes, long HandOuts, ulong Print)
{
    private const int Samples = 4;

    /// <summary>The version; null where the native library does not count.</summary>
    public static ParameterVersion? Of(ModelState state)
    {
        state.Reclaim();
        var (turns, handOuts) = (state.Turns, state.HandOuts);
        if (LibTorch.VersionOf(state.Values.Handle) is not { } writes)
            return null;
        var print = 0ul;
        for (var i = 0; i < state.Parameters.Count; i++)
            print = Add(print, state.Parameters[i].Value, Samples);
        for (var i = 0; i < state.Buffers.Count; i++)
            print = Add(print, state.Buffers[i].Value, state.Buffers[i].Value.Count);
        return new(turns, writes, handOuts, print);
    }

    private static unsafe ulong Add(ulong print, Slot slot, long samples)
    {
        var step = Math.Max(1, (slot.Count - 1) / Math.Max(1, samples - 1));
        for (var i = 0L; i < slot.Count; i += step)
            print = (BitOperations.RotateLeft(print, 5) ^ (slot.Bytes == 8 * slot.Count ? ((ulong*)slot.Pointer)[i] : ((uint*)slot.Pointer)[i])) * 0x9E3779B97F4A7C15;
        return print;
    }
}
