using System.Globalization;

namespace DeepDsl;

/// <summary>A model's layers, known at compile time.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Layers">The layers in order.</param>
public sealed record ModelSummary(string Name, IReadOnlyList<LayerSummary> Layers)
{
    /// <summary>The number of learned values.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Floating-point operations of a forward pass of one sample.</summary>
    public long Flops => Layers.Sum(layer => layer.Flops);

    /// <summary>What is predicted of the signals at the start of training; null where nothing is.</summary>
    public SignalSummary? Signal { get; init; }

    /// <summary>The memory that a training step needs for its values.</summary>
    public MemorySummary? Memory { get; init; }

    /// <summary>The layers as a table in plain characters; repetitions of a block that are alike stand there once, with the signals of the first.</summary>
    public override string ToString()
    {
        string[] header = ["Layer", "Operator", "Output", "Parameters", "FLOPs", .. Signal is null ? Array.Empty<string>() : ["E x²", "|gradient|", ""]];
        string[] total = [Name, "", "", Count(Parameters), Count(Flops), .. Signal is null ? Array.Empty<string>() : ["", "", ""]];
        var table = TextTable.Of(header, Rows(), numbers: Signal is null ? 2 : 5, total);
        if (Memory is not null)
            table += $"A training step holds {Memory}.{Environment.NewLine}";
        return Signal is { Doubts.Count: > 0 } ? $"{table}The prediction is unsure: {string.Join("; ", Signal.Doubts)}.{Environment.NewLine}" : table;
    }

    private IEnumerable<string[]> Rows()
    {
        for (var i = 0; i < Layers.Count;)
        {
            var layers = BlockAt(i);
            var repetitions = 1;
            while (AreAlike(layers, BlockAt(i + repetitions * layers.Length)))
                repetitions++;
            if (repetitions > 1)
            {
                var last = layers[^1];
                var name = $"{layers[0].BlockName}, ... {repetitions} times";
                yield return Row(name, last.BlockType!, last.OutputShape, repetitions * layers.Sum(layer => layer.Parameters), repetitions * layers.Sum(layer => layer.Flops), null);
            }
            for (var j = 0; j < layers.Length; j++)
                yield return Row(repetitions > 1 ? "  ." + layers[j].NameInBlock : layers[j].Name, layers[j].Operator, layers[j].OutputShape, layers[j].Parameters, layers[j].Flops, i + j);
            i += repetitions * layers.Length;
        }
    }

    /// <summary>The layers from here on that belong to one repetition of a block; one layer outside of blocks.</summary>
    private LayerSummary[] BlockAt(int index) => index >= Layers.Count ? []
        : Layers[index].BlockName is not { } block ? [Layers[index]]
        : [.. Layers.Skip(index).TakeWhile(layer => layer.BlockName == block)];

    private static bool AreAlike(LayerSummary[] one, LayerSummary[] other) =>
        one[0].BlockName is not null && one.Length == other.Length && one.Zip(other).All(pair => pair.First.IsLike(pair.Second));

    private string[] Row(string name, string type, string shape, long parameters, long flops, int? layer) =>
        [name, type, shape, parameters == 0 ? "" : Count(parameters), flops == 0 ? "" : Count(flops), .. Signals(layer)];

    private string[] Signals(int? layer) => Signal is null ? []
        : layer is not { } index ? ["", "", ""]
        : [Short(Signal.SecondMoments[index]), Short(Signal.GradientNorms[index]), Bar(Signal.GradientNorms[index])];

    // One digit is all that the prediction promises.
    private static string Short(double? value) => value?.ToString("g1", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Ten characters for the largest gradient of the model, one less for every half decade below.</summary>
    private string Bar(double? gradient)
    {
        if (gradient is not > 0)
            return "";
        var below = Math.Log10(Signal!.GradientNorms.Max()!.Value / gradient.Value);
        return new string('#', Math.Max(1, 10 - (int)Math.Round(2 * below))).PadRight(10);
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>One layer of a model.</summary>
/// <param name="Name">The name in code.</param>
/// <param name="Operator">The operator as written.</param>
/// <param name="OutputShape">The shape of its result without the batch, such as <c>(32, 28, 28)</c>.</param>
/// <param name="Parameters">The number of values it learns.</param>
/// <param name="Flops">Floating-point operations of a forward pass of one sample.</param>
public sealed record LayerSummary(string Name, string Operator, string OutputShape, long Parameters, long Flops)
{
    /// <summary>The repetition of a block that it belongs to, such as <c>Layer1_0</c>; null outside of blocks.</summary>
    public string? BlockName { get; private init; }

    /// <summary>The class of that block.</summary>
    public string? BlockType { get; private init; }

    internal string NameInBlock => Name[(BlockName is null ? 0 : BlockName.Length + 1)..];

    /// <summary>The layers of repetitions of a block that have the same; called by generated code.</summary>
    /// <param name="type">The block's class.</param>
    /// <param name="names">The repetitions.</param>
    /// <param name="layers">The layers of one, with their names in the block.</param>
    public static IEnumerable<LayerSummary> Block(string type, IReadOnlyList<string> names, IReadOnlyList<LayerSummary> layers) =>
        names.SelectMany(name => layers.Select(layer => layer with { Name = $"{name}.{layer.Name}", BlockName = name, BlockType = type }));

    internal bool IsLike(LayerSummary other) =>
        (NameInBlock, Operator, OutputShape, Parameters, Flops, BlockType) == (other.NameInBlock, other.Operator, other.OutputShape, other.Parameters, other.Flops, other.BlockType);
}
