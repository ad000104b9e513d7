using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>A function of two vectors, compiled into a loop.</summary>
internal interface IBinary<T>
    where T : unmanaged
{
    Vector<T> Apply(Vector<T> a, Vector<T> b);
}

/// <summary>The loops that elementwise kernels share.</summary>
internal static unsafe class Loops
{
    /// <summary>y[i] = f(a[i], b[i]); y may be a or b.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Zip<T, TFunction>(T* a, T* b, T* y, long count, TFunction function)
        where T : unmanaged
        where TFunction : struct, IBinary<T>
    {
        var width = Vector<T>.Count;
        var i = count / width * width;
        Parallel.For(count / width, width, new Zipped<T, TFunction>(a, b, y, function));
        if (i == count)
            return;
        var (left, right) = (Vector<T>.Zero, Vector<T>.Zero);
        var rest = (uint)((count - i) * sizeof(T));
        Unsafe.CopyBlockUnaligned(&left, a + i, rest);
        Unsafe.CopyBlockUnaligned(&right, b + i, rest);
        var result = function.Apply(left, right);
        Unsafe.CopyBlockUnaligned(y + i, &result, rest);
    }

    /// <summary>The sum of the products a[i]·b[i].</summary>
    [MethodImpl(Hot.Loop)]
    public static T Dot<T>(T* a, T* b, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (sums, others) = (Vector<T>.Zero, Vector<T>.Zero);
        var i = 0;
        for (; i <= count - 2 * width; i += 2 * width)
        {
            sums = VectorMath.MultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), sums);
            others = VectorMath.MultiplyAdd(Vector.Load(a + i + width), Vector.Load(b + i + width), others);
        }
        for (; i <= count - width; i += width)
            sums = VectorMath.MultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), sums);
        var sum = Vector.Sum(sums + others);
        for (; i < count; i++)
            sum += a[i] * b[i];
        return sum;
    }

    [MethodImpl(Hot.Loop)]
    public static T Sum<T>(T* a, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (sums, others) = (Vector<T>.Zero, Vector<T>.Zero);
        var i = 0;
        for (; i <= count - 2 * width; i += 2 * width)
        {
            sums += Vector.Load(a + i);
            others += Vector.Load(a + i + width);
        }
        for (; i <= count - width; i += width)
            sums += Vector.Load(a + i);
        var sum = Vector.Sum(sums + others);
        for (; i < count; i++)
            sum += a[i];
        return sum;
    }

    /// <summary>The sum of f(a[i], a[i]).</summary>
    [MethodImpl(Hot.Loop)]
    public static T Sum<T, TFunction>(T* a, int count, TFunction function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IBinary<T>
    {
        var width = Vector<T>.Count;
        var sums = Vector<T>.Zero;
        var i = 0;
        for (; i <= count - width; i += width)
            sums += function.Apply(Vector.Load(a + i), Vector.Load(a + i));
        var sum = Vector.Sum(sums);
        for (; i < count; i++)
            sum += Vector.ToScalar(function.Apply(Vector.CreateScalar(a[i]), Vector.CreateScalar(a[i])));
        return sum;
    }

    /// <summary>The largest of at least one element; NaN if one is.</summary>
    [MethodImpl(Hot.Loop)]
    public static T Max<T>(T* a, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var max = a[0];
        var i = 0;
        if (count >= width)
        {
            var largest = Vector.Load(a);
            for (i = width; i <= count - width; i += width)
                largest = Vector.Max(largest, Vector.Load(a + i));
            for (var lane = 0; lane < width; lane++)
                max = T.Max(max, largest[lane]);
        }
        for (; i < count; i++)
            max = T.Max(max, a[i]);
        return max;
    }

    /// <summary>y[i] += a·x[i].</summary>
    [MethodImpl(Hot.Loop)]
    public static void AddScaled<T>(T a, T* x, T* y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var scale = new Vector<T>(a);
        var i = 0;
        for (; i <= count - width; i += width)
            Vector.Store(Vector.Load(y + i) + scale * Vector.Load(x + i), y + i);
        for (; i < count; i++)
            y[i] += a * x[i];
    }

    /// <summary>y[i] += a[i]·b[i].</summary>
    [MethodImpl(Hot.Loop)]
    public static void AddProduct<T>(T* a, T* b, T* y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
            Vector.Store(Vector.Load(y + i) + Vector.Load(a + i) * Vector.Load(b + i), y + i);
        for (; i < count; i++)
            y[i] += a[i] * b[i];
    }

    /// <summary>y[i] = a·x[i]; y may be x.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Multiply<T>(T a, T* x, T* y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var scale = new Vector<T>(a);
        var i = 0;
        for (; i <= count - width; i += width)
            Vector.Store(scale * Vector.Load(x + i), y + i);
        for (; i < count; i++)
            y[i] = a * x[i];
    }

    private readonly struct Zipped<T, TFunction>(T* a, T* b, T* y, TFunction function) : IRange
        where T : unmanaged
        where TFunction : struct, IBinary<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var left = a;
            var right = b;
            var result = y;
            var (apply, width) = (function, Vector<T>.Count);
            for (var i = begin * width; i < end * width; i += width)
                Vector.Store(apply.Apply(Vector.Load(left + i), Vector.Load(right + i)), result + i);
        }
    }
}
