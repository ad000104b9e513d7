using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Differentiation;

/// <summary>Turns a sound graph into the kernel calls of a training step: forward in order, then backward in reverse order.</summary>
/// <remarks>A value used twice has its gradients added; what no output needs is not computed.</remarks>
public sealed class Lowering
{
    private readonly ShapedGraph _graph;
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<GraphNode, ForwardCall> _calls = [];
    private readonly Dictionary<GraphNode, List<Value>> _gradients = [];
    private readonly Dictionary<GraphNode, StepCondition> _reach = [];
    private readonly Dictionary<(Value, bool), Value> _inLayout = [];
    private readonly Dictionary<GraphNode, bool> _channelsLast = [];
    private readonly HashSet<string> _written = [];

    private Lowering(ShapedGraph graph)
    {
        _graph = graph;
        Program = new(graph);
    }

    public static TrainingProgram Lower(ShapedGraph graph)
    {
        var lowering = new Lowering(graph);
        lowering.LowerForward();
        lowering.LowerBackward();
        return lowering.Program;
    }

    internal TrainingProgram Program { get; }

    internal Dictionary<GraphNode, Value> Results { get; } = [];

    internal Dictionary<(GraphNode, string), Value> Kept { get; } = [];

    /// <summary>What the gradient of a node is needed for.</summary>
    internal StepCondition Reach(GraphNode node)
    {
        if (!_reach.TryGetValue(node, out var reach))
        {
            reach = node.IsInput ? node.IsInteger ? StepCondition.Never : StepCondition.Input : node.Operator!.Parameters.Any(parameter => node.Learns(parameter.Name)) ? StepCondition.Parameters : StepCondition.Never;
            _reach[node] = reach = node.ValueInputs.Aggregate(reach, (sum, input) => sum | Reach(input));
        }
        return reach;
    }

    /// <summary>Whether the node's kernels see image-shaped values with the channels innermost.</summary>
    internal bool WantsChannelsLast(GraphNode node)
    {
        if (!_channelsLast.TryGetValue(node, out var last))
        {
            _channelsLast[node] = last = node.IsInput
                ? !node.IsInteger && _graph.Nodes.FirstOrDefault(user => user.Inputs.Contains(node))?.Operator?.Layout != LayoutNeed.Plain
                : node.Operator!.Layout switch
                {
                    LayoutNeed.ChannelsLast => true,
                    LayoutNeed.Plain => false,
                    _ => Results[node.Inputs[0]].IsChannelsLast,
                };
        }
        return last;
    }

    internal Value NewValue(string name, Shape shape, bool channelsLast, Residence residence = Residence.PerSample, Element element = Element.Real)
    {
        name = Unique(name);
        var value = new Value(name, $"w.{name}", shape, residence, element, channelsLast && shape.IsImage);
        Program.Values.Add(value);
        return value;
    }

    internal Value NewView(string name, Value of, Shape shape, bool channelsLast)
    {
        name = Unique(name);
        var value = new Value(name, $"w.{name}", shape, Residence.PerSample, of.Element, channelsLast && shape.IsImage) { ViewOf = of };
        Program.Values.Add(value);
        return value;
    }

    internal Value ParameterValue(GraphNode node, string name, Shape shape, string part) =>
        new(node.OwnerOf(name).StateNameOf(name), $"{Names.Field(node, name)}.{part}", shape, Residence.Model);

    /// <summary>Whether the gradient of a parameter is written here for the first time.</summary>
    internal bool Claim(Value gradient) => _written.Add(gradient.Name);

    /// <summary>The value with its channels where the user of it wants them, converted once.</summary>
    internal Value InLayout(Value value, bool channelsLast)
    {
        if (!value.Shape.IsImage || value.IsChannelsLast == channelsLast)
            return value;
        if (!_inLayout.TryGetValue((value, channelsLast), out var converted))
        {
            converted = Convert(value, channelsLast, out var step);
            if (step is not null)
                Program.Forward.Add(step);
            _inLayout[(value, channelsLast)] = converted;
        }
        return converted;
    }

    internal void AddForward(GraphNode node, FormattableString call, bool inPlace) =>
        Program.Forward.Add(new(node, call, StepCondition.Always) { InPlace = inPlace });

    internal void AddBackward(GraphNode node, FormattableString call, StepCondition condition, bool inPlace) =>
        Program.Backward.Add(new(node, call, condition) { InPlace = inPlace });

    private void LowerForward()
    {
        foreach (var input in _graph.Inputs)
            Program.Inputs.Add(Results[input] = NewValue(input.Name, input.Shape, WantsChannelsLast(input), Residence.PerSample, input.IsInteger ? Element.Integer : Element.Real));
        foreach (var node in _graph.LiveNodes)
        {
            var call = _calls[node] = new(this, node);
            if (call.X.IsChannelsLast)
                Program.ChannelsLast.Add(node);
            node.Operator!.Forward(call);
            Results[node] = call.Y;
        }
        Program.Outputs.AddRange(_graph.Outputs.Select(output => Results[output]));
        LowerLosses();
    }

    private void LowerLosses()
    {
        foreach (var loss in _graph.Losses)
        {
            // All that a loss compares has the layout of its first value.
            var last = Results[loss.Values[0]].IsChannelsLast;
            var values = loss.Values.Select(node => InLayout(Results[node], last)).ToArray();
            var gradients = values.Select((value, i) => new Written(NewValue($"Grad{loss.Values[i].Name}", value.Shape, value.IsChannelsLast))).ToArray();
            object? target = loss.Target is null ? loss.Parameter : InLayout(Results[loss.Target], last);
            Program.Losses.Add((loss, new(values, target, gradients)));
        }
    }

    private void LowerBackward()
    {
        AddSeeds();
        foreach (var node in _graph.LiveNodes.Reverse())
        {
            if (Reach(node) == StepCondition.Never || GradientOf(node) is not { } gradient)
                continue;
            var call = new BackwardCall(this, node, _calls[node], gradient);
            node.Operator!.Backward(call);
            foreach (var (input, value) in call.Contributions)
                Contribute(node.Inputs[input], InLayoutOf(node.Inputs[input], value));
        }
        foreach (var input in _graph.Inputs.Where(input => !input.IsInteger))
            Program.InputGradients.Add(GradientOf(input));
    }

    private void AddSeeds()
    {
        var outputs = _graph.Outputs.ToList();
        foreach (var (loss, call) in Program.Losses)
        {
            foreach (var (node, gradient) in loss.Values.Zip(call.Gradients, (node, written) => (node, written.Value)))
            {
                // A result that a loss judges has one gradient, whichever side writes it.
                var output = outputs.IndexOf(node);
                var isFirst = output >= 0 && gradient.IsChannelsLast == Results[node].IsChannelsLast && Program.Seeds.All(seed => seed.Output != output);
                Program.Seeds.Add(new(gradient, isFirst ? output : null, IsJudged: true));
                Contribute(node, InLayoutOf(node, gradient));
            }
        }
        for (var i = 0; i < outputs.Count; i++)
        {
            if (Program.Seeds.Any(seed => seed.Output == i))
                continue;
            var gradient = NewValue($"Grad{outputs[i].Name}", outputs[i].Shape, Results[outputs[i]].IsChannelsLast);
            Program.Seeds.Add(new(gradient, i, IsJudged: false));
            Contribute(outputs[i], gradient);
        }
    }

    private void Contribute(GraphNode node, Value gradient)
    {
        if (!_gradients.TryGetValue(node, out var list))
            _gradients[node] = list = [];
        list.Add(gradient);
    }

    private Value? GradientOf(GraphNode node)
    {
        if (!_gradients.TryGetValue(node, out var parts))
            return null;
        var sum = parts[0];
        for (var i = 1; i < parts.Count; i++)
        {
            var total = NewValue($"Grad{node.Name}", node.Shape, Results[node].IsChannelsLast);
            AddBackward(node, $"ElementwiseKernel.Add({sum}, {parts[i]}, {new Written(total)})", Reach(node), inPlace: true);
            sum = total;
        }
        return sum;
    }

    private Value InLayoutOf(GraphNode node, Value gradient)
    {
        if (gradient.IsChannelsLast == Results[node].IsChannelsLast || !gradient.Shape.IsImage)
            return gradient;
        var converted = Convert(gradient, Results[node].IsChannelsLast, out var step);
        if (step is not null)
            Program.Backward.Add(step with { When = Reach(node) });
        return converted;
    }

    private Value Convert(Value value, bool channelsLast, out Step? step)
    {
        step = null;
        var name = value.Name + (channelsLast ? "ChannelsLast" : "Plain");
        // One channel, or one position: both layouts are the same bytes.
        if (value.Shape.Channels == 1 || value.Shape.Height * value.Shape.Width == 1)
            return NewView(name, value, value.Shape, channelsLast);
        var converted = NewValue(name, value.Shape, channelsLast);
        step = new(null, $"LayoutKernel.Convert({value}, {new Written(converted)})", StepCondition.Always);
        return converted;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++)
            unique = $"{name}{i}";
        return Text.Escaped(unique);
    }
}
