using System.Text;

namespace Roslyn.Tests.Rules;

/// <summary>Models as nobody would write them, a different one for every seed: most have one mistake or several.</summary>
internal sealed class RandomModel(int seed)
{
    private static readonly string[] Names = ["A", "B", "D", "E"];
    private static readonly string[] ReservedNames = ["Net", "Summary", "LastOutput", "Predict"];

    private readonly Random _random = new(seed);
    private readonly List<string> _nodes = [];

    public string Write()
    {
        var source = new StringBuilder($$"""
            using DeepDsl;

            [Model, {{Any("CrossEntropyLoss", "CrossEntropyLoss(LabelSmoothing = 0.1)", "MSELoss", "SGD(0.1)")}}]
            {{Mostly("public partial class Net", "class Net", "public partial record Net", "file partial class Net", "partial class Net : System.Exception")}}
            {
                public const int Width = 8;
                public const bool IsDeep = true;
                public int Half => X.Features / 2;
                [Input({{Any("8", "64", "4, 8", "1, 8, 8", "3, 16, 16")}})] public partial Node X { get; }

            """);
        _nodes.Add("X");
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            var name = (Happens(5) ? ReservedNames : Names)[_nodes.Count - 1];
            var operators = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Operator()).Prepend(Happens(20) ? $"From({Name()})" : Operator());
            var type = Mostly("public partial Node", "public int", "public static Node", "private Node");
            source.AppendLine($"    [{string.Join(Any(", ", "] [", "]\n    ["), operators)}] {type} {name} {Mostly("{ get; }", "{ get; set; }", "=> new(1);")} // {name}");
            _nodes.Add(name);
        }
        return source.Append("}\n").ToString();
    }

    private string Operator() => _random.Next(16) switch
    {
        < 3 => $"Linear({Size()})",
        < 6 => $"Conv2d({Size()}, {Sizes()}{Option("Stride", Sizes)}{Option("Padding", Sizes)}{Option("Groups", Size)})",
        6 => $"{Any("BatchNorm1d", "BatchNorm2d(Eps = 1e-3)")}",
        7 => $"LayerNorm(Dims = {_random.Next(4)})",
        8 => $"{Any("MaxPool2d", "AvgPool2d")}({Sizes()}{Option("Stride", Sizes)}{Option("Padding", Sizes)})",
        9 => $"AdaptiveAvgPool2d({Sizes()})",
        10 => Any("Flatten", $"Flatten({_random.Next(-3, 4)}, {_random.Next(-3, 4)})"),
        11 => $"Reshape({string.Join(", ", Enumerable.Range(0, 3).Select(_ => Any("2", "3", "4", "8", "-1")))})",
        12 => Any("Residual", $"Residual({Name()}, Projection = Projection.{Any("None", "Conv1x1", "Linear")})"),
        13 => $"{Any("Add", "Concat")}({Name()}, {Name()})",
        14 => $"Softmax({_random.Next(-3, 4)})",
        _ => $"ReLU(When = {Any("nameof(IsDeep)", "nameof(Width)", "\"IsDep\"")})",
    };

    private string Name() => Any($"nameof({_nodes[^1]})", $"\"{_nodes[0]}\"", "nameof(Width)", "\"Sumary\"", $"nameof({Names[_nodes.Count - 1]})");

    private string Size() => Any("1", "2", "3", "4", "5", "8", "10", "32", "0", "nameof(Width)", "nameof(Half)", "\"Widht\"");

    private string Sizes() => Any(Size(), Size(), $"new[] {{ {_random.Next(7)}, {_random.Next(7)} }}");

    private string Option(string name, Func<string> value) => Happens(30) ? $", {name} = {value()}" : "";

    private string Mostly(string usual, params string[] others) => Happens(6) ? Any(others) : usual;

    private string Any(params string[] choices) => choices[_random.Next(choices.Length)];

    private bool Happens(int percent) => _random.Next(100) < percent;
}
