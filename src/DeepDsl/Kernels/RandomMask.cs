using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Keeps elements at random, as key and position say.</summary>
internal static unsafe class RandomMask
{
    /// <summary>y = x·factor + shift with probability 1 − p, and else another value; y may be x.</summary>
    public static void Apply<T>(T* x, T* y, long count, double p, DrawKey key, double factor, double shift, double other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Parallel.For(count, 1, new Range<T>(x, y, Threshold(p), key, T.CreateTruncating(factor), T.CreateTruncating(shift), T.CreateTruncating(other)));

    // The random bits from which on an element is kept.
    private static uint Threshold(double p) => (uint)Math.Min(uint.MaxValue, p * 4294967296.0);

    private readonly struct Range<T>(T* x, T* y, uint threshold, DrawKey key, T factor, T shift, T other) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var i = begin;
            var (bound, times, plus, instead) = (new Vector<uint>(threshold), new Vector<T>(factor), new Vector<T>(shift), new Vector<T>(other));
            for (; i <= end - Vector<uint>.Count; i += Vector<uint>.Count)
            {
                var kept = Vector.GreaterThanOrEqual(key.Bits(new Vector<uint>((uint)i) + Vector<uint>.Indices), bound);
                if (sizeof(T) == sizeof(uint))
                {
                    Vector.Store(Vector.ConditionalSelect(Vector.As<uint, T>(kept), Vector.Load(x + i) * times + plus, instead), y + i);
                    continue;
                }
                // As signed numbers they are widened to all ones or none.
                Vector.Widen(Vector.AsVectorInt32(kept), out var low, out var high);
                Vector.Store(Vector.ConditionalSelect(Vector.As<long, T>(low), Vector.Load(x + i) * times + plus, instead), y + i);
                Vector.Store(Vector.ConditionalSelect(Vector.As<long, T>(high), Vector.Load(x + i + Vector<T>.Count) * times + plus, instead), y + i + Vector<T>.Count);
            }
            for (; i < end; i++)
                y[i] = key.Bits((uint)i) >= threshold ? x[i] * factor + shift : other;
        }
    }
}
