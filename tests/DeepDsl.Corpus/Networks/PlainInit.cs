using System.Text.Json;
using DeepDsl.Compiler.Signal;

namespace DeepDsl.Corpus.Networks;

/// <summary>The initializers of plain graphs.</summary>
internal static class PlainInit
{
    /// <summary>How a weight is spread.</summary>
    /// <param name="init">Kind and arguments.</param>
    /// <param name="fanIn">As PyTorch counts it.</param>
    /// <param name="fanOut">As PyTorch counts it.</param>
    public static WeightSpread Spread((string Kind, JsonElement[] Arguments) init, double fanIn, double fanOut) => init.Kind switch
    {
        "default" => new(1 / (3 * fanIn)),
        "he" or "he_u" => new(Square(Argument(init, 1, Math.Sqrt(2))) / (init.Arguments.Length > 0 && init.Arguments[0].ToString() == "fan_out" ? fanOut : fanIn)),
        "xavier" or "xavier_u" => new(Square(Argument(init, 0, 1)) * 2 / (fanIn + fanOut)),
        "lecun" => new(1 / fanIn),
        "normal" => new(Square(Argument(init, 0, 1))),
        "uniform" => new(Square(Argument(init, 0, 1)) / 3),
        "orth" => new(Square(Argument(init, 0, 1)) / Math.Max(fanIn, fanOut), IsOrthogonal: true),
        "zeros" => default,
        "const" => new(0, Argument(init, 0, 0)),
        var other => throw new NotSupportedException($"The initializer '{other}' is not known."),
    };

    private static double Argument((string Kind, JsonElement[] Arguments) init, int index, double otherwise) =>
        init.Arguments.Length <= index ? otherwise
        : init.Arguments[index].ValueKind == JsonValueKind.Number ? init.Arguments[index].GetDouble()
        : throw new FormatException($"argument {index} of the initializer '{init.Kind}' should be a number, and it is {init.Arguments[index].GetRawText()}");

    private static double Square(double value) => value * value;
}
