using System.Text;

namespace Roslyn.Tests.Rules;

/// <summary>Networks that can be built and that nobody would train, a different one for every seed.</summary>
internal sealed class RandomNetwork(int seed)
{
    private readonly Random _random = new(seed);

    public string Write()
    {
        var source = new StringBuilder($$"""
            using DeepDsl;

            [Block]
            public partial class Part
            {
                [Input] public partial Node X { get; }
                [{{Operators()}}] public partial Node Y { get; }
            }

            [Model, {{Any("CrossEntropyLoss", "BCELoss", "BCEWithLogitsLoss(Weight = 2)", "MSELoss(nameof(Net.Z))")}}, {{Any("SGD(0.1)", "SGD(3, Momentum = 0.9)", "Adam(0.5, Eps = 0)", "AdamW")}}]
            public partial class Net
            {
                [Input(8)] public partial Node X { get; }

            """);
        for (var member = 'A'; member < 'A' + _random.Next(1, 4); member++)
            source.AppendLine($"    [{Operators()}{Any("", "", ", Use<Part>", ", Use<Part>(Repeat = 2)")}{Any(", ", "] [", ",\n     ")}{Operators()}] public partial Node {member} {{ get; }} // {member}");
        return source.Append($"    [{Operators()}, Linear({Any("1", "1", "4")}){Any("", ", Dropout", "")}{Any("", ", Sigmoid", ", Softmax", ", ReLU", "] [Softmax", "] public partial Node Y { get; }\n    [Sigmoid")}] public partial Node Z {{ get; }}\n}}\n").ToString();
    }

    private string Operators() => string.Join(", ", Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Operator()));

    private string Operator() => _random.Next(8) switch
    {
        < 3 => $"Linear({Any("1", "4", "8", "16")}{Any("", "", ", Bias = true", ", Bias = false")}{Any("", "", "", ", WeightInit = Initializer.Zeros", ", WeightInit = Initializer.Constant, WeightValue = 0.1")})",
        < 5 => Any("ReLU", "Sigmoid", "Tanh", "GELU", "Softmax", "Softmax(1)"),
        5 => Any("Dropout", "Dropout(0.9)", "Dropout(0.1)"),
        6 => Any("BatchNorm1d", "LayerNorm"),
        _ => Any("ReLU /* a */", "Scale(0.5)", "Flatten"),
    };

    private string Any(params string[] choices) => choices[_random.Next(choices.Length)];
}
