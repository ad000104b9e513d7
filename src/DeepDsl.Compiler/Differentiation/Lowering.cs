using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Differentiation;

/// <summary>Turns a sound graph into the kernel calls of a training step: forward in order, then backward in reverse order; or into those of inference.</summary>
/// <remarks>A value used twice has its gradients added; what no output needs is not computed.</remarks>
public sealed class Lowering
{
    private readonly ShapedGraph _graph;
    private readonly Fusion _fusion;
    private readonly Dictionary<(BlockInstance, bool), LocalNames> _names = [];
    private readonly Dictionary<GraphNode, ForwardCall> _calls = [];
    private readonly Dictionary<GraphNode, StepCondition> _reach = [];
    private readonly Dictionary<(Value, bool), Value> _inLayout = [];
    private readonly Dictionary<GraphNode, bool> _channelsLast = [];
    private readonly HashSet<string> _written = [];
    private BlockInstance _current;
    private bool _isBackward;

    private Lowering(ShapedGraph graph, bool isInference)
    {
        _graph = graph;
        Program = new(graph, isInference);
        _fusion = new(Program);
        _current = graph.Model;
    }

    public static TrainingProgram Lower(ShapedGraph graph)
    {
        var lowering = new Lowering(graph, isInference: false);
        lowering.LowerForward();
        lowering.LowerLosses();
        lowering.LowerBackward();
        return lowering.Program;
    }

    public static TrainingProgram LowerInference(ShapedGraph graph)
    {
        var lowering = new Lowering(graph, isInference: true);
        lowering.LowerForward();
        return lowering.Program;
    }

    internal TrainingProgram Program { get; }

    internal Dictionary<GraphNode, Value> Results => Program.Results;

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
        var value = new Value(_current, Unique(name), shape, residence, element, channelsLast && shape.IsImage) { IsGradient = _isBackward };
        Program.Values.Add(value);
        return value;
    }

    internal Value NewView(string name, Value of, Shape shape, bool channelsLast)
    {
        var value = new Value(_current, Unique(name), shape, Residence.PerSample, of.Element, channelsLast && shape.IsImage) { ViewOf = of, IsGradient = _isBackward };
        Program.Values.Add(value);
        return value;
    }

    internal Value ParameterValue(GraphNode node, string name, Shape shape, string part) =>
        new(node.OwnerOf(name).Instance, $"{Names.Field(node, name)}.{part}", shape, Residence.Model) { Name = node.OwnerOf(name).StateNameOf(name) };

    /// <summary>What the gradient of a value is called where the current node stands: a block calls what it is given as its inputs are called.</summary>
    internal string GradientName(GraphNode node)
    {
        return _current.IsModel ? "Grad" + Names.Inside(node, _current)
            : node.Instance.IsIn(_current) ? Names.Inside(node, _current)
            : _current.Inputs.FirstOrDefault(input => input.Value == node).Member ?? node.LocalName;
    }

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
        Program.Forward.Add(new(_current, node, Flat(call), StepCondition.Always) { InPlace = inPlace });

    internal void AddBackward(GraphNode node, FormattableString call, StepCondition condition, bool inPlace) =>
        Program.Backward.Add(new(_current, node, Flat(call), condition) { InPlace = inPlace });

    private void LowerForward()
    {
        foreach (var input in _graph.Inputs)
            Program.Inputs.Add(Results[input] = NewValue(input.LocalName, input.Shape, WantsChannelsLast(input), Residence.PerSample, input.IsInteger ? Element.Integer : Element.Real));
        foreach (var node in Program.Nodes)
        {
            if (_fusion.At(node) is not var (host, epilogue))
                continue;
            _current = host.Instance;
            var call = _calls[host] = new(this, host, epilogue);
            if (call.X.IsChannelsLast)
                Program.ChannelsLast.Add(host);
            host.Operator!.Forward(call);
            Results[node] = call.Y;
        }
        _current = _graph.Model;
        Program.Outputs.AddRange(_graph.Outputs.Select(output => Results[output]));
    }

    private void LowerLosses()
    {
        foreach (var loss in _graph.Losses)
        {
            // All that a loss compares has the layout of its first value.
            var last = Results[loss.Values[0]].IsChannelsLast;
            var values = loss.Values.Select(node => InLayout(Results[node], last)).ToArray();
            _isBackward = true;
            var gradients = values.Select((value, i) => new Written(NewValue(GradientName(loss.Values[i]), value.Shape, value.IsChannelsLast))).ToArray();
            _isBackward = false;
            object? target = loss.Target is null ? loss.Parameter : InLayout(Results[loss.Target], last);
            Program.Losses.Add((loss, new(values, target, gradients)));
        }
    }

    private void LowerBackward()
    {
        _isBackward = true;
        AddSeeds();
        foreach (var node in Program.Nodes.Reverse())
        {
            if (_fusion.At(node) is not var (host, _) || Reach(node) == StepCondition.Never || GradientOf(node) is not { } gradient)
                continue;
            _current = host.Instance;
            var call = new BackwardCall(this, host, _calls[host], gradient);
            host.Operator!.Backward(call);
            foreach (var (input, value) in call.Contributions)
                Contribute(input, InLayoutOf(input, value));
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
            var gradient = NewValue(GradientName(outputs[i]), outputs[i].Shape, Results[outputs[i]].IsChannelsLast);
            Program.Seeds.Add(new(gradient, i, IsJudged: false));
            Contribute(outputs[i], gradient);
        }
    }

    // What reaches a value on several ways is added where the last of them comes from, so that a block is the same whatever is around it.
    private void Contribute(GraphNode node, Value gradient)
    {
        if (Program.Gradients.TryGetValue(node, out var sum))
        {
            var total = NewValue(GradientName(node) + "Sum", node.Shape, Results[node].IsChannelsLast);
            Program.Backward.Add(new(_current, null, $"ElementwiseKernel.Add({sum}, {gradient}, {new Written(total)})", Reach(node)) { InPlace = true });
            gradient = total;
        }
        Program.Gradients[node] = gradient;
    }

    private Value? GradientOf(GraphNode node) => Program.Gradients.TryGetValue(node, out var gradient) ? gradient : null;

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
        var name = value.Code + (channelsLast ? "ChannelsLast" : "Plain");
        // One channel, or one position: both layouts are the same bytes.
        if (value.Shape.Channels == 1 || value.Shape.Height * value.Shape.Width == 1)
            return NewView(name, value, value.Shape, channelsLast);
        var converted = NewValue(name, value.Shape, channelsLast);
        step = new(_current, null, $"LayoutKernel.Convert({value}, {new Written(converted)})", StepCondition.Always);
        return converted;
    }

    // Arguments that are themselves parts of a call are taken apart.
    private static FormattableString Flat(FormattableString call)
    {
        if (!call.GetArguments().Any(argument => argument is FormattableString))
            return call;
        var arguments = new List<object?>();
        return FormattableStringFactory.Create(Format(call), [.. arguments]);

        string Format(FormattableString part) => Regex.Replace(part.Format, @"\{(\d+)\}", match =>
        {
            var argument = part.GetArgument(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            if (argument is FormattableString inner)
                return Format(inner);
            arguments.Add(argument);
            return $"{{{arguments.Count - 1}}}";
        });
    }

    private string Unique(string name)
    {
        // The loss stands between both passes; what the model makes has one workspace.
        var side = (_current, _isBackward && !_current.IsModel);
        if (!_names.TryGetValue(side, out var names))
            _names[side] = names = new([.. Reserved(_isBackward)]);
        return Text.Escaped(names.Add(name));
    }

    // Blocks have fields beside the values, and what a block is applied to has the name of its input.
    private IEnumerable<string> Reserved(bool isBackward)
    {
        var children = _current.Children.Select(child => child.Name);
        return _current.IsModel ? children.Concat(children.Select(child => "Grad" + child)) : isBackward ? children : children.Concat(_current.Inputs.Select(input => input.Member));
    }
}
