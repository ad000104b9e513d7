using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Losses;

/// <summary>Numbers by which some targets count more than others; null where all count the same.</summary>
/// <param name="name">What they are called where they are written.</param>
/// <param name="values">The numbers.</param>
internal sealed class Weights(string name, double[]? values)
{
    /// <summary>They as a kernel's argument, where there are any.</summary>
    public string Argument(string parameter) => values is null ? "" : $", {parameter}: [{string.Join(", ", values.Select(Text.Of))}]";

    /// <summary>Their mean.</summary>
    public double Mean => values?.Average() ?? 1;

    /// <summary>The mean of their squares.</summary>
    public double MeanSquare => values?.Average(value => value * value) ?? 1;

    /// <summary>Why they are none for so many classes.</summary>
    public Misfit? Misfit(int classes, string output, bool mayBeOne)
    {
        if (values is null)
            return null;
        var wrong = Array.FindIndex(values, value => !(value >= 0 && value <= double.MaxValue));
        var message = values.Length != classes && !(mayBeOne && values.Length == 1)
            ? $"needs {(mayBeOne ? "one number or " : "")}{classes} numbers in {name}, one for each class of the output {output}, but gets {values.Length}"
            : wrong >= 0 ? $"needs finite numbers of at least 0 in {name}, but that of class {wrong} is {Text.Of(values[wrong])}"
            : !mayBeOne && values.All(value => value == 0) ? $"has nothing to learn from, as all numbers in {name} are 0"
            : null;
        return message is null ? null : new ShapeMismatch(message) { Argument = name };
    }
}
