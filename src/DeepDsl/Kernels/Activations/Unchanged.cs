using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>No function at all: what a kernel applies where nothing follows.</summary>
internal readonly struct Unchanged : IPointwise
{
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient;
}
