using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Products of elements, where a size of 1 is repeated to that of the other factor.</summary>
public static unsafe class MultiplyKernel
{
    /// <summary>y = a·b; y may be a factor of its own shape.</summary>
    public static void Forward(Slot a, Slot b, Slot y)
    {
        if (y.IsDouble)
            Forward<double>(a, b, y);
        else
            Forward<float>(a, b, y);
    }

    /// <summary>The gradient of one factor, summed over what it was repeated along; it may take the place of that of the product.</summary>
    public static void Backward(Slot gradient, Slot other, Slot gradX)
    {
        if (gradient.IsDouble)
            Backward<double>(gradient, other, gradX);
        else
            Backward<float>(gradient, other, gradX);
    }

    private static void Forward<T>(Slot a, Slot b, Slot y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Count == y.Count && b.Count == y.Count)
            Loops.Zip((T*)a.Pointer, (T*)b.Pointer, (T*)y.Pointer, y.Count, default(Product<T>));
        else
            Repeat(new(y, a, b), 0, (T*)y.Pointer, (T*)a.Pointer, (T*)b.Pointer);
    }

    private static void Backward<T>(Slot gradient, Slot other, Slot gradX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (gradX.Count == gradient.Count && other.Count == gradient.Count)
        {
            Loops.Zip((T*)gradient.Pointer, (T*)other.Pointer, (T*)gradX.Pointer, gradX.Count, default(Product<T>));
            return;
        }
        if (gradX.Count == gradient.Count)
        {
            Repeat(new(gradX, gradient, other), 0, (T*)gradX.Pointer, (T*)gradient.Pointer, (T*)other.Pointer);
            return;
        }
        gradX.Span<T>().Clear();
        Gather(new(gradient, gradX, other), 0, (T*)gradient.Pointer, (T*)gradX.Pointer, (T*)other.Pointer);
    }

    /// <summary>y = a·b from one axis inwards.</summary>
    private static void Repeat<T>(Broadcast axes, int axis, T* y, T* a, T* b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (size, own, left, right) = axes[axis];
        if (axis < axes.Last)
        {
            for (var i = 0L; i < size; i++)
                Repeat(axes, axis + 1, y + i * own, a + i * left, b + i * right);
        }
        else if (left == right)
        {
            Loops.Zip(a, b, y, left == 0 ? 1 : size, default(Product<T>));
        }
        else
        {
            Loops.Multiply(left == 0 ? *a : *b, left == 0 ? b : a, y, (int)size);
        }
    }

    /// <summary>Adds g·other to the gradient from one axis inwards.</summary>
    private static void Gather<T>(Broadcast axes, int axis, T* g, T* gradX, T* other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (size, own, target, factor) = axes[axis];
        if (axis < axes.Last)
        {
            for (var i = 0L; i < size; i++)
                Gather(axes, axis + 1, g + i * own, gradX + i * target, other + i * factor);
        }
        else if (target == 0)
        {
            *gradX += factor == 0 ? *other * Loops.Sum(g, (int)size) : Loops.Dot(g, other, (int)size);
        }
        else if (factor == 0)
        {
            Loops.AddScaled(*other, g, gradX, (int)size);
        }
        else
        {
            Loops.AddProduct(g, other, gradX, (int)size);
        }
    }

    /// <summary>a·b.</summary>
    internal readonly struct Product<T> : IBinary<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => a * b;
    }
}
