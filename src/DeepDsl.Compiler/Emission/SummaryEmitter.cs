using DeepDsl.Compiler.Emission.Blocks;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Signal;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the table of layers as constants; repetitions of a block that are alike are written once.</summary>
internal static class SummaryEmitter
{
    private const int NumbersInLine = 16;

    public static void Emit(MemoryPlan plan, SignalProfile signal, CodeWriter code)
    {
        var graph = plan.Program.Graph;
        code.Summary("The layers with their shapes, parameters and cost, and the signals that are predicted for the start of training, known at compile time.");
        using (code.Open($"public static ModelSummary Summary {{ get; }} = new({Text.Quoted(graph.Declaration.Type.Name)},", "[", "])"))
        {
            foreach (var part in Parts(graph))
                Emit(part.Names, part.Block, part.Rows, code);
        }
        using (code.Open("", "{", "};"))
        {
            var (perSample, constant) = plan.LargestSet(SignalPropagation.UsualBatch);
            code.Line($"Memory = new(BytesPerSample: {Text.Of(perSample)}, FixedBytes: {Text.Of(constant)}),");
            code.Line("Signal = new(");
            using (code.Indent())
            {
                EmitNumbers(graph.Nodes.Select(node => signal.Of(node)?.SecondMoment), ",", code);
                EmitNumbers(graph.Nodes.Select(signal.GradientOf), ")", code);
            }
            if (!signal.IsSure)
                code.Line($"{{ Doubts = [{string.Join(", ", signal.Doubts.Select(doubt => doubt.Reason).Distinct().Take(3).Select(Text.Quoted))}] }},");
        }
    }

    private static void EmitNumbers(IEnumerable<double?> numbers, string end, CodeWriter code)
    {
        code.Line("[");
        using (code.Indent())
        {
            foreach (var line in numbers.Select(number => number is { } value ? Text.Rounded(value, digits: 2) : "null").Select((text, index) => (text, index)).GroupBy(item => item.index / NumbersInLine, item => item.text))
                code.Line(string.Join(", ", line) + ",");
        }
        code.Line("]" + end);
    }

    /// <summary>The prediction in a phrase, for the first line of a file; one digit is all that it promises.</summary>
    public static string Headline(SignalProfile signal) => signal.Layers.Count == 0 ? ""
        : $"; predicted for the start: gradient of the first weight ≈ {Short(signal.Log10Ratio)} of the last one's, smallest ≈ {Short(signal.Log10Min)}, largest ≈ {Short(signal.Log10Max)}{(signal.IsSure ? "" : " (unsure)")}";

    private static string Short(double log10) => Text.Rounded(Math.Pow(10, log10), digits: 1);

    /// <summary>What a node learns by itself.</summary>
    public static long Parameters(GraphNode node) => ParameterLines.Own(node).Sum(parameter => parameter.Shape.Elements);

    private static void Emit(List<string> names, string block, string[] rows, CodeWriter code)
    {
        if (names.Count == 0)
        {
            foreach (var row in rows)
                code.Line(row);
            return;
        }
        using (code.Open($".. LayerSummary.Block({Text.Quoted(block)}, [{string.Join(", ", names.Select(Text.Quoted))}],", "[", "]),"))
        {
            foreach (var row in rows)
                code.Line(row);
        }
    }

    // The model's own layers, and its blocks: one beside another that has the same layers joins it.
    private static IEnumerable<(List<string> Names, string Block, string[] Rows)> Parts(ShapedGraph graph)
    {
        var parts = new List<(List<string> Names, string Block, string[] Rows)>();
        foreach (var run in Runs(graph))
        {
            var rows = run.Nodes.Select(node => Row(node, run.Child ?? graph.Model)).ToArray();
            if (run.Child is null)
                parts.Add(([], "", rows));
            else if (parts.Count > 0 && parts[^1].Block == run.Child.Block && parts[^1].Rows.SequenceEqual(rows))
                parts[^1].Names.Add(run.Child.Name);
            else
                parts.Add(([run.Child.Name], run.Child.Block, rows));
        }
        return parts;
    }

    private static IEnumerable<(BlockInstance? Child, List<GraphNode> Nodes)> Runs(ShapedGraph graph)
    {
        var runs = new List<(BlockInstance? Child, List<GraphNode> Nodes)>();
        foreach (var node in graph.Nodes)
        {
            var child = graph.Model.Children.FirstOrDefault(child => node.Instance.IsIn(child));
            if (runs.Count == 0 || runs[^1].Child != child)
                runs.Add((child, []));
            runs[^1].Nodes.Add(node);
        }
        return runs;
    }

    private static string Row(GraphNode node, BlockInstance around)
    {
        var path = node.Instance.PathFrom(around);
        return $"new({Text.Quoted(path.Length == 0 ? node.LocalName : $"{path}.{node.LocalName}")}, {Text.Quoted(node.Text)}, {Text.Quoted(node.Shape.ToString())}, {Parameters(node)}, {node.Operator?.Flops ?? 0}),";
    }
}
