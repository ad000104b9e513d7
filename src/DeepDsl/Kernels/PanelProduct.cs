using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepDsl.Kernels;

/// <summary>c = alpha·a·b in panels of 32 columns, of which eight rows at a time are in registers.</summary>
/// <remarks>A row of b, as wide as the panel, is multiplied by a column of a, eight high, and added to the block in registers.
/// So every element adds up its terms one after the other, whatever stands beside it: neither the number of rows nor that of threads changes a bit.</remarks>
internal readonly unsafe struct PanelProduct(int m, int n, int k, Matrix a, Matrix b, Matrix c, float alpha) : IRange
{
    private const int Alignment = 64;
    private const int Quad = 4;

    // What one thread does with a panel.
    private const int MostRows = 256;

    // From so many rows on it is worth copying the panel to where its rows lie close together.
    private const int ManyRows = 128;

    // From one row or column of the left matrix to the next.
    private readonly long _rowStep = a.IsTransposed ? 1 : a.Stride, _columnStep = a.IsTransposed ? a.Stride : 1;

    private int Panels => (n + WideStrip.Width - 1) / WideStrip.Width;

    /// <summary>Computes the product.</summary>
    public void Run() => Parallel.For((long)Panels * ((m + MostRows - 1) / MostRows), (long)Math.Min(m, MostRows) * k * WideStrip.Width / NarrowStrip.Width, this);

    /// <summary>Computes some panels.</summary>
    [MethodImpl(Hot.Loop)]
    public void Run(long begin, long end)
    {
        fixed (byte* scratch = Scratch.Panel(k * WideStrip.Width * sizeof(float) + Alignment))
        {
            var panel = (float*)(((nint)scratch + Alignment - 1) / Alignment * Alignment);
            for (var i = begin; i < end; i++)
            {
                var (row, column) = ((int)(i / Panels) * MostRows, (int)(i % Panels) * WideStrip.Width);
                var (rows, columns) = (Math.Min(m - row, MostRows), Math.Min(n - column, WideStrip.Width));
                if (columns > NarrowStrip.Width)
                    Run<WideStrip>(row, rows, column, columns, panel);
                else
                    Run<NarrowStrip>(row, rows, column, columns, panel);
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private void Run<TStrip>(int row, int rows, int column, int columns, float* panel)
        where TStrip : struct, IStrip<TStrip>
    {
        var left = (float*)a.Data + row * _rowStep;
        var right = (float*)b.Data + (b.IsTransposed ? (long)column * b.Stride : column);
        var result = (float*)c.Data + (long)row * c.Stride + column;
        var step = TStrip.Width;
        if (b.IsTransposed)
            PackTransposed<TStrip>(right, columns, panel);
        else if (columns < TStrip.Width || rows >= ManyRows)
            Pack<TStrip>(right, columns, panel);
        else
        {
            panel = right;
            step = b.Stride;
        }
        for (var done = 0; done < rows;)
        {
            // The last rows are computed together with some that are there already.
            var height = rows >= 8 && rows - done > 4 ? 8 : rows >= 4 ? 4 : 1;
            var first = Math.Min(done, rows - height);
            var (from, to) = (first * _rowStep, (long)first * c.Stride);
            if (height == 8)
                Eight<TStrip>(left + from, panel, step, result + to, columns);
            else if (height == 4)
                Four<TStrip>(left + from, panel, step, result + to, columns);
            else
                One<TStrip>(left + from, panel, step, result + to, columns);
            done = first + height;
        }
    }

    // Not to be inlined: in a method with more variables the sums do not all get a register.
    [MethodImpl(Hot.Loop)]
    private void Eight<TStrip>(float* left, float* right, int step, float* result, int columns)
        where TStrip : struct, IStrip<TStrip>
    {
        TStrip s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        var (down, along) = (_rowStep, _columnStep);
        for (var depth = k; depth > 0; depth--, left += along, right += step)
        {
            var strip = TStrip.Load(right);
            var factor = left;
            s0 = s0.Add(*factor, strip);
            s1 = s1.Add(*(factor += down), strip);
            s2 = s2.Add(*(factor += down), strip);
            s3 = s3.Add(*(factor += down), strip);
            s4 = s4.Add(*(factor += down), strip);
            s5 = s5.Add(*(factor += down), strip);
            s6 = s6.Add(*(factor += down), strip);
            s7 = s7.Add(*(factor + down), strip);
        }
        Store(s0, result, columns);
        Store(s1, result += c.Stride, columns);
        Store(s2, result += c.Stride, columns);
        Store(s3, result += c.Stride, columns);
        Store(s4, result += c.Stride, columns);
        Store(s5, result += c.Stride, columns);
        Store(s6, result += c.Stride, columns);
        Store(s7, result + c.Stride, columns);
    }

    [MethodImpl(Hot.Loop)]
    private void Four<TStrip>(float* left, float* right, int step, float* result, int columns)
        where TStrip : struct, IStrip<TStrip>
    {
        TStrip s0 = default, s1 = default, s2 = default, s3 = default;
        var (down, along) = (_rowStep, _columnStep);
        for (var depth = k; depth > 0; depth--, left += along, right += step)
        {
            var strip = TStrip.Load(right);
            s0 = s0.Add(*left, strip);
            s1 = s1.Add(left[down], strip);
            s2 = s2.Add(left[2 * down], strip);
            s3 = s3.Add(left[3 * down], strip);
        }
        Store(s0, result, columns);
        Store(s1, result += c.Stride, columns);
        Store(s2, result += c.Stride, columns);
        Store(s3, result + c.Stride, columns);
    }

    [MethodImpl(Hot.Loop)]
    private void One<TStrip>(float* left, float* right, int step, float* result, int columns)
        where TStrip : struct, IStrip<TStrip>
    {
        TStrip sum = default;
        var along = _columnStep;
        for (var depth = k; depth > 0; depth--, left += along, right += step)
            sum = sum.Add(*left, TStrip.Load(right));
        Store(sum, result, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<TStrip>(TStrip sum, float* result, int columns)
        where TStrip : struct, IStrip<TStrip>
    {
        if (columns == TStrip.Width)
            sum.Times(alpha).Store(result);
        else
            sum.Times(alpha).Store(result, columns);
    }

    [MethodImpl(Hot.Loop)]
    private void Pack<TStrip>(float* from, int columns, float* panel)
        where TStrip : struct, IStrip<TStrip>
    {
        for (var depth = 0; depth < k; depth++, from += b.Stride, panel += TStrip.Width)
            (columns == TStrip.Width ? TStrip.Load(from) : TStrip.Load(from, columns)).Store(panel);
    }

    // Columns of the panel are lines in memory, taken sixteen at a time.
    [MethodImpl(Hot.Loop)]
    private void PackTransposed<TStrip>(float* from, int columns, float* panel)
        where TStrip : struct, IStrip<TStrip>
    {
        var lines = stackalloc float*[NarrowStrip.Width];
        for (var first = 0; first < TStrip.Width; first += NarrowStrip.Width, panel += NarrowStrip.Width)
        {
            // Beyond the last it is repeated: nobody looks at what becomes of it.
            for (var i = 0; i < NarrowStrip.Width; i++)
                lines[i] = from + (long)Math.Min(first + i, columns - 1) * b.Stride;
            for (var depth = 0; k < Quad && depth < k; depth++)
            {
                for (var i = 0; i < NarrowStrip.Width; i++)
                    panel[depth * TStrip.Width + i] = lines[i][depth];
            }
            for (var depth = 0; k >= Quad && depth < k; depth += Quad)
                Transpose(lines, Math.Min(depth, k - Quad), panel, TStrip.Width);
        }
    }

    // Four rows of the panel: four blocks of 4x4, each in a quarter of the vectors, are transposed together.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(float** lines, int depth, float* panel, int step)
    {
        var (p, q, r, s) = (Quarters(lines, depth), Quarters(lines + 1, depth), Quarters(lines + 2, depth), Quarters(lines + 3, depth));
        var (pqLow, pqHigh) = (Avx512F.UnpackLow(p, q).AsDouble(), Avx512F.UnpackHigh(p, q).AsDouble());
        var (rsLow, rsHigh) = (Avx512F.UnpackLow(r, s).AsDouble(), Avx512F.UnpackHigh(r, s).AsDouble());
        panel += depth * step;
        Vector512.Store(Avx512F.UnpackLow(pqLow, rsLow).AsSingle(), panel);
        Vector512.Store(Avx512F.UnpackHigh(pqLow, rsLow).AsSingle(), panel + step);
        Vector512.Store(Avx512F.UnpackLow(pqHigh, rsHigh).AsSingle(), panel + 2 * step);
        Vector512.Store(Avx512F.UnpackHigh(pqHigh, rsHigh).AsSingle(), panel + 3 * step);
    }

    // Four neighbours out of every fourth line.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float** lines, int depth) => Vector512.Create(
        Vector256.Create(Vector128.Load(lines[0] + depth), Vector128.Load(lines[4] + depth)),
        Vector256.Create(Vector128.Load(lines[8] + depth), Vector128.Load(lines[12] + depth)));
}
