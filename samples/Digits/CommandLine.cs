using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Digits;

/// <summary>The options of the program, and what values they take.</summary>
internal sealed class CommandLine
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "A folder with MNIST-format files (train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-..., plain or .gz)",
        HelpName = "DIR",
    };

    private readonly Option<int> _epochs = WholeNumber("--epochs", "Passes over the training images", 12, from: 1, to: 10_000);

    // BatchNorm normalizes over a batch, so one image is not enough.
    private readonly Option<int> _batch = WholeNumber("--batch", "Images per training step", 64, from: 2, to: int.MaxValue);

    private readonly Option<float?> _learningRate = new("--lr")
    {
        Description = "Learning rate at the peak of the schedule [default: what the model declares]",
        HelpName = "RATE",
        CustomParser = ParseLearningRate,
    };

    private readonly Option<int> _seed = WholeNumber("--seed", "Same seed, same figures", 1, from: 0, to: int.MaxValue);

    private readonly Option<string?> _save = new("--save") { Description = "Write the trained model to this file", HelpName = "FILE" };

    /// <summary>Runs <paramref name="train"/> with the options of <paramref name="arguments"/>, or prints the help that they ask for.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserError">The arguments make no sense.</exception>
    public int Run(IReadOnlyList<string> arguments, Func<TrainingOptions, int> train)
    {
        var command = new RootCommand("Trains a convolutional network, declared in C#, to read handwritten digits.")
        {
            _data, _epochs, _batch, _learningRate, _seed, _save,
        };
        command.SetAction(parsed => train(OptionsOf(parsed)));

        var parsed = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            throw new UserError(parsed.Errors[0].Message);
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private TrainingOptions OptionsOf(ParseResult parsed) => new(
        parsed.GetValue(_data), parsed.GetValue(_epochs), parsed.GetValue(_batch),
        parsed.GetValue(_learningRate), parsed.GetValue(_seed), parsed.GetValue(_save));

    private static Option<int> WholeNumber(string name, string description, int standard, int from, int to) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = argument =>
        {
            var text = argument.Tokens.Single().Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to)
                return value;
            argument.AddError(to == int.MaxValue
                ? $"{name} takes a whole number of at least {from}, not '{text}'."
                : $"{name} takes a whole number from {from} to {to}, not '{text}'.");
            return standard;
        },
    };

    private static float? ParseLearningRate(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1)
            return value;
        argument.AddError($"--lr takes a number above 0 and at most 1, not '{text}'.");
        return null;
    }
}
