using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>A layer whose gates see the input and its own last result, position after position.</summary>
/// <param name="cell">What it does at one position.</param>
/// <param name="input">How the weight of the input starts.</param>
/// <param name="state">How that of the last result starts.</param>
/// <param name="bias">How either bias starts.</param>
/// <param name="gates">The number of gates.</param>
internal sealed class Recurrence(RecurrentCell cell, WeightSpread input, WeightSpread state, WeightSpread bias, int gates) : SignalRule
{
    // What the results of two positions have in common comes of what they have in common before.
    private const int Rounds = 4;
    private const double Settled = 1e-6;

    public bool IsReversed { get; init; }

    public override ChannelPlace Channels => ChannelPlace.Last;

    internal override Passage Forward(Crossing x)
    {
        var value = x.Whole();
        var run = Run(x, value);
        var rows = Profile.Normalize(InOrder(run.Squares)).Factors;
        var result = new ForwardState(x.Field.Channels, 0, new(run.Squares.Average(), run.Within.Result, run.Across.Result), new(rows, [1]));
        return new([result], gradient => Backward(x, value, run, x.Merge(gradient)));
    }

    private Course Run(Crossing x, ForwardState value)
    {
        var shares = InOrder(value.Profile.Rows);
        var squares = new double[shares.Length];
        var (own, memory, result, reach, reaches) = (default(GateArguments), 0.0, 0.0, 0.0, 0.0);
        var isSettled = false;
        for (var t = 0; t < squares.Length; t++)
        {
            if (!isSettled)
            {
                var before = result;
                own = Arguments(x, value.Moments.Own * shares[t], result);
                memory = cell.Keep(own).Square * memory + cell.Write(own, own);
                result = cell.Result(own, own, memory, memory);
                isSettled = value.Profile.IsFlat && Math.Abs(result - before) <= Settled * result;
            }
            squares[t] = result;
            reach = cell.Keep(own).Mean * reach + 1;
            reaches += reach / squares.Length;
        }
        var keep = cell.Keep(own).Mean;
        return new(squares, own, memory, keep, Pair(value.Moments.Within, NearnessOf(keep, squares.Length)), Pair(value.Moments.Across, 0));

        // Memories of different positions share what was written to both, and the later has the rest of the earlier.
        Shared Pair(double product, double nearness)
        {
            var (arguments, memories, common, results) = (own, 0.0, 0.0, 0.0);
            for (var round = 0; round < Rounds; round++)
            {
                arguments = Arguments(x, product, results) with { Mean = own.Mean };
                common = Math.Min(memory, cell.Write(own, arguments) * reaches * reaches);
                memories = common + (memory - common) * nearness;
                results = cell.Result(own, arguments, memory, memories);
            }
            return new(arguments, memories, results, cell.Result(own, arguments, memory, common));
        }
    }

    private void Backward(Crossing x, ForwardState value, Course run, BackwardState gradient)
    {
        double length = run.Squares.Length, features = x.InputField.Channels, hidden = x.Field.Channels;
        var g = gradient.Moments;
        var own = cell.Gradients(run.Own, run.Own, run.Memory, run.Memory);
        var within = cell.Gradients(run.Own, run.Within.Arguments, run.Memory, run.Within.Memory);
        var across = cell.Gradients(run.Own, run.Across.Arguments, run.Memory, run.Across.Memory);
        var likeness = g.Own > 0 ? Math.Max(0, Math.Min(1, g.Within / g.Own)) : 0;
        var echo = new Echo(run.Keep, Math.Sqrt(own.OfState * state.SecondMoment * hidden), Array.ConvertAll(InOrder(gradient.Profile.Rows), share => share * g.Own), likeness);

        var back = input.SecondMoment * hidden;
        var (mean, rows) = Profile.Normalize(InOrder(echo.Energies));
        var pairs = length > 1 ? echo.Pairs / (length * (length - 1)) : mean;
        x.Give(0, new BackwardState(new SecondMoments(mean * own.OfInput, pairs * within.OfInput, g.Across * echo.Across / (length * length) * across.OfInput) * back, new(rows, [1])));

        var (seen, ofInput, ofState) = (InOrder(value.Profile.Rows), 0.0, 0.0);
        for (var t = 0; t < seen.Length; t++)
        {
            ofInput += echo.Energies[t] * seen[t] * value.Moments.Own;
            ofState += t == 0 ? 0 : echo.Energies[t] * run.Squares[t - 1];
        }
        var others = (x.Batch - 1) * g.Across * echo.Across;
        var near = run.Within.Lasting * echo.Pairs + (run.Squares[run.Squares.Length - 1] - run.Within.Lasting) * echo.NearPairs;
        x.GiveWeight("weight_ih_l0", Energy(own.OfInput * ofInput + within.OfInput * echo.Pairs * value.Moments.Within + others * across.OfInput * value.Moments.Across, features), gates * hidden * features);
        x.GiveWeight("weight_hh_l0", length > 1 ? Energy(own.OfState * ofState + within.OfState * near + others * across.OfState * run.Across.Result, hidden) : 0, gates * hidden * hidden);

        double Energy(double products, double columns) => hidden * columns * Math.Max(products, 0) / x.Batch;
    }

    /// <summary>The arguments of the gates, or the products of a pair, from those of the input and of the last result.</summary>
    private GateArguments Arguments(Crossing x, double before, double result) =>
        new(2 * bias.Mean, before * input.SecondMoment * x.InputField.Channels + bias.Variance, result * state.SecondMoment * x.Field.Channels + bias.Variance);

    /// <summary>The mean over pairs of positions of the power of what is kept between them.</summary>
    private static double NearnessOf(double keep, int length)
    {
        var (sum, power) = (0.0, 1.0);
        for (var apart = 1; apart < length; apart++)
            sum += (power *= keep) * (length - apart);
        return length > 1 ? 2 * sum / (length * (length - 1.0)) : 1;
    }

    private double[] InOrder(double[] positions) => IsReversed ? [.. Enumerable.Reverse(positions)] : positions;

    /// <summary>What a layer does with the values of a sequence.</summary>
    /// <param name="Squares">The mean squares of the results, in the order in which positions are read.</param>
    /// <param name="Own">The arguments of the gates at the end.</param>
    /// <param name="Memory">The mean square of the memory there.</param>
    /// <param name="Keep">What is kept of it from position to position.</param>
    /// <param name="Within">What two positions share.</param>
    /// <param name="Across">What two samples share.</param>
    private sealed record Course(double[] Squares, GateArguments Own, double Memory, double Keep, Shared Within, Shared Across);

    /// <summary>The products of a pair.</summary>
    /// <param name="Arguments">Of the gates' arguments.</param>
    /// <param name="Memory">Of the memories.</param>
    /// <param name="Result">Of the results.</param>
    /// <param name="Lasting">Of the results of positions that are far apart.</param>
    private readonly record struct Shared(GateArguments Arguments, double Memory, double Result, double Lasting);
}
