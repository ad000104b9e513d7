using System.Globalization;
using System.Text;

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

    /// <summary>The layers as a table in plain characters.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["Layer", "Operator", "Output", "Parameters", "FLOPs"],
            .. Layers.Select(layer => (string[])[layer.Name, layer.Operator, layer.OutputShape, layer.Parameters == 0 ? "" : Count(layer.Parameters), layer.Flops == 0 ? "" : Count(layer.Flops)]),
            [Name, "", "", Count(Parameters), Count(Flops)],
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var rule = string.Join("  ", widths.Select(width => new string('-', width)));
        var text = new StringBuilder();
        for (var i = 0; i < rows.Length; i++)
        {
            if (i == 1 || i == rows.Length - 1)
                text.AppendLine(rule);
            var cells = rows[i].Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
        return text.ToString();
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>One layer of a model.</summary>
/// <param name="Name">The name in code.</param>
/// <param name="Operator">The operator as written.</param>
/// <param name="OutputShape">The shape of its result without the batch, such as <c>(32, 28, 28)</c>.</param>
/// <param name="Parameters">The number of values it learns.</param>
/// <param name="Flops">Floating-point operations of a forward pass of one sample.</param>
public sealed record LayerSummary(string Name, string Operator, string OutputShape, long Parameters, long Flops);
