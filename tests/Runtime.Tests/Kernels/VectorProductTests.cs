using System.Runtime.Intrinsics;
using CsCheck;
using DeepDsl.Kernels;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Kernels;

/// <summary>The products by wide vectors against those in double precision.</summary>
[Collection(nameof(Alone))]
public sealed unsafe class VectorProductTests
{
    private const float Guard = float.NaN;

    private static readonly int[] Edges = [1, 3, 4, 5, 8, 9, 13, 15, 16, 17, 31, 32, 33, 63, 65, 70];

    public static TheoryData<bool, bool> Layouts => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Sizes_around_those_of_vectors_and_blocks_are_right(bool transposeA, bool transposeB)
    {
        SkipWithoutVectors();
        foreach (var (m, n, k) in from m in Edges from n in Edges from k in (int[])[1, 2, 3, 4, 5, 15, 16, 17, 33, 64, 70] select (m, n, k))
            Check(m, n, k, transposeA, transposeB, extra: (m + n + k) % 3, alpha: 1, seed: m * n + k);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Parts_of_larger_matrices_are_right(bool transposeA, bool transposeB)
    {
        SkipWithoutVectors();
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 140], Gen.Int[1, 200], Gen.Int[0, 20], Gen.OneOf(Gen.Const(1f), Gen.Const(-2f), Gen.Const(0.3f)))
            .Sample((m, n, k, extra, alpha) => Check(m, n, k, transposeA, transposeB, extra, alpha, seed: m + n + k), iter: 200, threads: 1);
    }

    [Fact]
    public void Nothing_multiplied_is_zero()
    {
        SkipWithoutVectors();
        Check(9, 40, 0, transposeA: false, transposeB: false, extra: 1, alpha: 1, seed: 1);
        Check(9, 40, 0, transposeA: true, transposeB: true, extra: 1, alpha: 1, seed: 1);
        Check(2, 40, 0, transposeA: false, transposeB: true, extra: 1, alpha: 1, seed: 1);
    }

    [Theory]
    [InlineData(600, 100, 130)]
    [InlineData(2, 1000, 300)]
    [InlineData(1000, 3, 300)]
    public void The_number_of_threads_changes_no_bit(int m, int n, int k)
    {
        SkipWithoutVectors();
        var before = get_num_threads();
        foreach (var transposeB in (bool[])[false, true])
        {
            var (a, b) = (new Operand(m, k, false, 1, 1), new Operand(k, n, transposeB, 2, 2));
            set_num_threads(1);
            var alone = Product(m, n, k, a, b, 1, 1);
            set_num_threads(2);
            Assert.Equal(alone, Product(m, n, k, a, b, 1, 1));
        }
        set_num_threads(before);
    }

    [Theory]
    [InlineData(32, 64)]
    [InlineData(10, 784)]
    [InlineData(2, 64)]
    public void A_row_is_the_same_in_any_batch(int n, int k)
    {
        SkipWithoutVectors();
        var weight = new Operand(k, n, true, 0, 2);
        var all = Product(300, n, k, new(300, k, false, 0, 1), weight, 0, 1);
        for (var m = 8; m < 300; m += 13)
            Assert.Equal(all[..(m * n)], Product(m, n, k, new(m, k, false, 0, 1), weight, 0, 1)[..(m * n)]);
    }

    private static void SkipWithoutVectors() => Assert.SkipUnless(Vector512.IsHardwareAccelerated, "The processor has no vectors of 512 bits.");

    private static void Check(int m, int n, int k, bool transposeA, bool transposeB, int extra, float alpha, int seed)
    {
        var (a, b) = (new Operand(m, k, transposeA, extra, seed), new Operand(k, n, transposeB, extra, seed + 1));
        var result = Product(m, n, k, a, b, extra, alpha);
        var stride = n + extra;
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var (sum, size) = (0d, 0d);
                for (var p = 0; p < k; p++)
                {
                    var term = (double)a[i, p] * b[p, j];
                    sum += term;
                    size += Math.Abs(term);
                }
                // Each addition rounds what is added up so far, and alpha the result: half a unit in the last place, of which there are 2^24.
                var bound = (k + 2) * Math.Abs(alpha) * size / (1 << 24);
                var value = result[i * stride + j];
                Assert.True(Math.Abs(value - alpha * sum) <= bound, $"({m}, {n}, {k}), transposed {transposeA}, {transposeB}, at ({i}, {j}): {value} instead of {alpha * sum}.");
            }
            Assert.All(result[(i * stride + n)..((i + 1) * stride)], value => Assert.True(float.IsNaN(value), $"({m}, {n}, {k}), transposed {transposeA}, {transposeB}: what is beside row {i} changed."));
        }
    }

    // With what the vectors may not touch on both sides: it would turn up in the result, or be gone.
    private static float[] Product(int m, int n, int k, Operand a, Operand b, int extra, float alpha)
    {
        const int Margin = 64;
        var stride = n + extra;
        var memory = new float[Margin + m * stride + Margin];
        memory.AsSpan().Fill(Guard);
        fixed (float* left = a.Memory, right = b.Memory, result = memory)
            VectorProduct.Multiply(m, n, k, new(left + Operand.Margin, a.Stride, a.IsTransposed), new(right + Operand.Margin, b.Stride, b.IsTransposed), new(result + Margin, stride), alpha);
        Assert.True(memory[..Margin].All(float.IsNaN) && memory[^Margin..].All(float.IsNaN), $"({m}, {n}, {k}): the product wrote beyond its memory.");
        return memory[Margin..^Margin];
    }

    /// <summary>A matrix of random numbers, with NaN beside and around it.</summary>
    private sealed class Operand
    {
        public const int Margin = 64;

        public Operand(int rows, int columns, bool isTransposed, int extra, int seed)
        {
            var (lines, length) = isTransposed ? (columns, rows) : (rows, columns);
            (IsTransposed, Stride) = (isTransposed, length + extra);
            Memory = new float[Margin + lines * Stride + Margin];
            Memory.AsSpan().Fill(Guard);
            var random = new Random(seed);
            for (var i = 0; i < lines; i++)
            {
                for (var j = 0; j < length; j++)
                    Memory[Margin + i * Stride + j] = 2 * random.NextSingle() - 1;
            }
        }

        public float[] Memory { get; }

        public int Stride { get; }

        public bool IsTransposed { get; }

        public float this[int row, int column] => Memory[Margin + (IsTransposed ? column * Stride + row : row * Stride + column)];
    }
}
