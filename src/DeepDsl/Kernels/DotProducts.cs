using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepDsl.Kernels;

/// <summary>The scalar products of a few vectors with many lines of a matrix: c[i, j] = alpha·x[i]·w[j].</summary>
/// <remarks>Eight lines at a time meet all vectors, so that the matrix is read from memory once, and that memory sets the pace.</remarks>
internal readonly unsafe struct DotProducts(int vectors, int lines, int length, Matrix x, Matrix w, Matrix c, float alpha) : IRange
{
    private const int Group = 8;

    // From one vector's result to the next, and from one line's.
    private readonly long _down = c.IsTransposed ? 1 : c.Stride, _along = c.IsTransposed ? c.Stride : 1;

    /// <summary>Computes all products.</summary>
    public void Run() => Parallel.For((lines + Group - 1) / Group, (long)Group * length, this);

    /// <summary>Computes the products with some groups of lines.</summary>
    [MethodImpl(Hot.Loop)]
    public void Run(long begin, long end)
    {
        for (var j = begin * Group; j < Math.Min(lines, end * Group); j += lines < Group ? 1 : Group)
        {
            // The last lines are taken together with some that are done already.
            var line = lines < Group ? j : Math.Min(j, lines - Group);
            for (var i = 0; i < vectors; i++)
            {
                var vector = (float*)x.Data + (long)i * x.Stride;
                var first = (float*)w.Data + line * w.Stride;
                var result = (float*)c.Data + i * _down + line * _along;
                if (lines < Group)
                    One(vector, first, result);
                else
                    Eight(vector, first, result);
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private void Eight(float* vector, float* line, float* result)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        var (step, along) = ((long)w.Stride, _along);
        for (var left = length; left > 0; left -= NarrowStrip.Width, vector += NarrowStrip.Width, line += NarrowStrip.Width)
        {
            var first = NarrowStrip.First(left);
            var factor = Load(vector, first);
            var at = line;
            s0 = Vector512.FusedMultiplyAdd(factor, Load(at, first), s0);
            s1 = Vector512.FusedMultiplyAdd(factor, Load(at += step, first), s1);
            s2 = Vector512.FusedMultiplyAdd(factor, Load(at += step, first), s2);
            s3 = Vector512.FusedMultiplyAdd(factor, Load(at += step, first), s3);
            s4 = Vector512.FusedMultiplyAdd(factor, Load(at += step, first), s4);
            s5 = Vector512.FusedMultiplyAdd(factor, Load(at += step, first), s5);
            s6 = Vector512.FusedMultiplyAdd(factor, Load(at += step, first), s6);
            s7 = Vector512.FusedMultiplyAdd(factor, Load(at + step, first), s7);
        }
        Store(Sums(s0, s1, s2, s3), result, along);
        Store(Sums(s4, s5, s6, s7), result + 4 * along, along);
    }

    [MethodImpl(Hot.Loop)]
    private void One(float* vector, float* line, float* result)
    {
        var sum = Vector512<float>.Zero;
        for (var left = length; left > 0; left -= NarrowStrip.Width, vector += NarrowStrip.Width, line += NarrowStrip.Width)
        {
            var first = NarrowStrip.First(left);
            sum = Vector512.FusedMultiplyAdd(Load(vector, first), Load(line, first), sum);
        }
        *result = alpha * Sums(sum, sum, sum, sum).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* source, Vector512<float> mask) => Avx512F.MaskLoad(source, mask, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(Vector128<float> sums, float* result, long step)
    {
        sums *= alpha;
        result[0] = sums[0];
        result[step] = sums[1];
        result[2 * step] = sums[2];
        result[3 * step] = sums[3];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Sse3.HorizontalAdd(Sse3.HorizontalAdd(Fold(a), Fold(b)), Sse3.HorizontalAdd(Fold(c), Fold(d)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Fold(Vector512<float> terms)
    {
        var half = terms.GetLower() + terms.GetUpper();
        return half.GetLower() + half.GetUpper();
    }
}
