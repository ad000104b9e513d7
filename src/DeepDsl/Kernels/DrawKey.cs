using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Names one stream of random numbers: the n-th number is a function of the key and n, without any state.</summary>
/// <param name="Low">The first half of the key.</param>
/// <param name="High">The second half of the key.</param>
public readonly record struct DrawKey(uint Low, uint High)
{
    /// <summary>The stream of a layer in a step of a training with a seed.</summary>
    public static DrawKey Of(long seed, long step, int layer)
    {
        var mixed = Mix(Mix(Mix((ulong)seed) + (ulong)step) + (ulong)layer);
        return new((uint)mixed, (uint)(mixed >> 32));
    }

    /// <summary>32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Bits(uint index) => Hash(Hash(index ^ Low) + High);

    /// <summary>The same for several indices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<uint> Bits(Vector<uint> index) => Hash(Hash(index ^ new Vector<uint>(Low)) + new Vector<uint>(High));

    // Finalizers with good avalanche: of SplitMix64 (Steele et al., 2014), and a 32-bit one of the same form (Wellons, 2018).
    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint value)
    {
        value = (value ^ (value >> 16)) * 0x7feb352d;
        value = (value ^ (value >> 15)) * 0x846ca68b;
        return value ^ (value >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Hash(Vector<uint> value)
    {
        value = (value ^ (value >>> 16)) * new Vector<uint>(0x7feb352d);
        value = (value ^ (value >>> 15)) * new Vector<uint>(0x846ca68b);
        return value ^ (value >>> 16);
    }
}
