using CsCheck;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace Compiler.Tests.Signal.Mechanisms;

/// <summary>Sums over taps against counting them one by one.</summary>
public sealed class AxisTests
{
    private static readonly Gen<Axis> Windows =
        from size in Gen.Int[1, 9]
        from kernel in Gen.Int[1, 5]
        from stride in Gen.Int[1, 3]
        from padding in Gen.Int[0, 3]
        from dilation in Gen.Int[1, 2]
        let room = size + 2 * padding - dilation * (kernel - 1) - 1
        where room >= 0
        select new Axis(size, room / stride + 1, kernel, stride, padding, dilation);

    [Fact]
    public void What_is_carried_is_what_counting_gives() => Windows.Sample(axis =>
    {
        var profile = Enumerable.Range(1, axis.In).Select(i => (double)i).ToArray();
        var (sums, coherent, total) = axis.Carry(profile, forward: true);
        var taps = Taps(axis).ToArray();
        Assert.Equal(Enumerable.Range(0, axis.Out).Select(o => taps.Where(tap => tap.Out == o).Sum(tap => profile[tap.In])), sums);
        Assert.Equal(taps.GroupBy(tap => tap.Tap, tap => Math.Sqrt(profile[tap.In])).Sum(tap => tap.Sum() * tap.Sum()), coherent, 9);
        Assert.Equal(taps.Sum(tap => profile[tap.In]), total, 9);
    });

    [Fact]
    public void Back_is_the_same_way() => Windows.Sample(axis =>
    {
        var gradient = Enumerable.Range(1, axis.Out).Select(o => (double)o).ToArray();
        Assert.Equal(Enumerable.Range(0, axis.In).Select(i => Taps(axis).Where(tap => tap.In == i).Sum(tap => gradient[tap.Out])), axis.Carry(gradient, forward: false).Sums);
    });

    [Fact]
    public void What_meets_is_what_counting_gives() => Windows.Sample(axis =>
    {
        var (outputs, inputs) = (Enumerable.Range(1, axis.Out).Select(o => 1.0 / o).ToArray(), Enumerable.Range(1, axis.In).Select(i => (double)i).ToArray());
        var (sum, coherent) = axis.Meet(outputs, inputs);
        Assert.Equal(Taps(axis).Sum(tap => outputs[tap.Out] * inputs[tap.In]), sum, 9);
        Assert.Equal(Taps(axis).GroupBy(tap => tap.Tap, tap => Math.Sqrt(outputs[tap.Out] * inputs[tap.In])).Sum(tap => tap.Sum() * tap.Sum()), coherent, 9);
        Assert.Equal((Taps(axis).Count(), Taps(axis).GroupBy(tap => tap.Tap).Sum(tap => (double)tap.Count() * tap.Count())), axis.Count);
    });

    [Fact]
    public void Shared_taps_are_counted_over_pairs_of_outputs() => Windows.Sample(axis =>
    {
        var taps = Taps(axis).ToLookup(tap => tap.Out, tap => tap.Tap);
        var shared = (from a in Enumerable.Range(0, axis.Out) from b in Enumerable.Range(0, axis.Out) select (double)taps[a].Intersect(taps[b]).Count()).ToArray();
        var (mean, square) = axis.SharedTaps;
        Assert.Equal(shared.Average(), mean, 9);
        Assert.Equal(shared.Average(count => count * count), square, 9);
    });

    private static IEnumerable<(int Tap, int Out, int In)> Taps(Axis axis) =>
        from tap in Enumerable.Range(0, axis.Kernel)
        from output in Enumerable.Range(0, axis.Out)
        let input = output * axis.Stride - axis.Padding + tap * axis.Dilation
        where input >= 0 && input < axis.In
        select (tap, output, input);
}
