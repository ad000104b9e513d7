using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>How a loop takes elements from memory: a loop body is compiled for whole vectors, and once more for what is left at the end.</summary>
internal unsafe interface ILanes
{
    static abstract Vector<T> Load<T>(T* source)
        where T : unmanaged;

    static abstract void Store<T>(Vector<T> value, T* destination)
        where T : unmanaged;
}

/// <summary>As many elements as a vector holds.</summary>
internal readonly unsafe struct WholeVectors : ILanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(T* source)
        where T : unmanaged => Vector.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, T* destination)
        where T : unmanaged => Vector.Store(value, destination);
}

/// <summary>One element, in the first lane.</summary>
internal readonly unsafe struct SingleElements : ILanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(T* source)
        where T : unmanaged => Vector.CreateScalar(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, T* destination)
        where T : unmanaged => *destination = Vector.ToScalar(value);
}
