using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>A function of single elements. A struct, so that the JIT compiles the loop for it and inlines it.</summary>
public interface IPointwise
{
    /// <summary>Whether the derivative follows from the result alone.</summary>
    static virtual bool DerivesFromResult => false;

    /// <summary>The function.</summary>
    Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of the argument.</summary>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="saved">The argument, or the result where the derivative follows from it.</param>
    Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
