using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>The loss of single elements, compiled into the loop over all.</summary>
internal interface IElementLoss
{
    /// <summary>The losses, and their derivatives by the values.</summary>
    /// <param name="value">The values.</param>
    /// <param name="target">What they should be.</param>
    /// <param name="index">Where the first of them lies in memory.</param>
    (Vector<T> Loss, Vector<T> Derivative) Of<T>(Vector<T> value, Vector<T> target, long index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Losses that are means over elements: value, loss and gradient in one pass.</summary>
internal static unsafe class ElementLoss
{
    // Sums are taken in the type of the elements within a block, and in double precision from block to block, whatever the number of threads.
    private const int Block = 1024;

    public static float Run<TLoss>(Slot value, Tensor target, Slot gradient, double weight, string name, TLoss loss)
        where TLoss : struct, IElementLoss
    {
        Targets.Require(target, value.Type, value.Sizes, name);
        // The gradient's memory holds the target first: it has the same size and layout.
        gradient.Load(target, name);
        return Run(value, gradient, weight, loss);
    }

    public static float Run<TLoss>(Slot value, Slot target, Slot gradient, double weight, TLoss loss)
        where TLoss : struct, IElementLoss
    {
        System.Buffer.MemoryCopy(target.Pointer, gradient.Pointer, gradient.Bytes, gradient.Bytes);
        return Run(value, gradient, weight, loss);
    }

    private static float Run<TLoss>(Slot value, Slot gradient, double weight, TLoss loss)
        where TLoss : struct, IElementLoss => (float)(value.IsDouble
            ? Run((double*)value.Pointer, (double*)gradient.Pointer, value.Count, weight, loss)
            : Run((float*)value.Pointer, (float*)gradient.Pointer, value.Count, weight, loss));

    private static double Run<T, TLoss>(T* value, T* gradient, long count, double weight, TLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss
    {
        var blocks = checked((int)((count + Block - 1) / Block));
        fixed (double* sums = Scratch.Doubles(blocks))
        {
            Parallel.For(blocks, Block, new Blocks<T, TLoss>(value, gradient, count, T.CreateTruncating(weight / count), loss, sums));
            var sum = 0.0;
            for (var block = 0; block < blocks; block++)
                sum += sums[block];
            return weight * sum / count;
        }
    }

    private readonly struct Blocks<T, TLoss>(T* value, T* gradient, long count, T share, TLoss loss, double* sums) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss
    {
        public void Run(long begin, long end)
        {
            for (var block = begin; block < end; block++)
                sums[block] = Sum(block * Block, Math.Min(count, (block + 1) * Block));
        }

        [MethodImpl(Hot.Loop)]
        private double Sum(long begin, long end)
        {
            var (total, scale, of) = (Vector<T>.Zero, new Vector<T>(share), loss);
            var i = begin;
            for (; i <= end - Vector<T>.Count; i += Vector<T>.Count)
            {
                var (parts, derivatives) = of.Of(Vector.Load(value + i), Vector.Load(gradient + i), i);
                total += parts;
                Vector.Store(derivatives * scale, gradient + i);
            }
            var sum = double.CreateTruncating(Vector.Sum(total));
            for (; i < end; i++)
            {
                var (part, derivative) = of.Of(Vector.CreateScalar(value[i]), Vector.CreateScalar(gradient[i]), i);
                sum += double.CreateTruncating(Vector.ToScalar(part));
                gradient[i] = Vector.ToScalar(derivative * scale);
            }
            return sum;
        }
    }
}
