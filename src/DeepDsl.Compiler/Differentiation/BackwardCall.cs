using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Differentiation;

/// <summary>What an operator writes its backward kernels against.</summary>
public sealed class BackwardCall : LoweredCall
{
    private readonly ForwardCall _forward;
    private readonly List<(GraphNode Node, Value Value)> _contributions = [];
    private readonly List<(Value Total, Value Part)> _sums = [];
    private readonly HashSet<Value> _unwanted = [];
    private StepCondition _condition;

    internal BackwardCall(Lowering lowering, GraphNode node, ForwardCall forward, Value grad)
        : base(lowering, node, forward.Epilogue)
    {
        _forward = forward;
        Grad = grad;
    }

    public override IReadOnlyList<Value> Inputs => _forward.Inputs;

    /// <summary>The result of the forward pass.</summary>
    public Value Y => _forward.Y;

    /// <summary>The gradient of the result.</summary>
    public Value Grad { get; }

    /// <summary>The gradients handed to other nodes, in the layout of their values as the operator saw them.</summary>
    internal IEnumerable<(GraphNode Node, Value Value)> Contributions => _contributions;

    /// <summary>What the forward pass kept under this name.</summary>
    public Value Kept(string name) => Lowering.Kept[(Node, name)];

    /// <summary>Whether anything before the input learns or is an input itself.</summary>
    public bool Wants(int input) => Lowering.Reach(Node.Inputs[input]) != StepCondition.Never;

    /// <summary>The gradient of an input, to be written by a step.</summary>
    public Written GradOf(int input) => GradOf(Node.Inputs[input], Inputs[input]);

    /// <summary>The gradient of what the kernel added to its result, to be written by a step.</summary>
    public Written GradOfPlus() => GradOf(Epilogue.Plus!, Y);

    /// <summary>The gradient of a parameter, to be written by a step.</summary>
    public Written GradOf(Parameter parameter)
    {
        if (!Node.Learns(parameter.Name))
        {
            var unwanted = Lowering.NewValue($"Unwanted{Node.LocalName}{Text.PascalCase(parameter.Name)}", parameter.Shape, false, Residence.Fixed);
            _unwanted.Add(unwanted);
            return new(unwanted);
        }
        _condition |= StepCondition.Parameters;
        var total = Lowering.ParameterValue(Node, parameter.Name, parameter.Shape, "Grad");
        if (Lowering.Claim(total))
            return new(total);
        // A parameter used again: its gradients are added.
        var part = Lowering.NewValue(Lowering.GradientName(Node) + Text.PascalCase(parameter.Name), parameter.Shape, false, Residence.Fixed);
        _sums.Add((total, part));
        return new(part);
    }

    /// <summary>A value per sample on the way to the gradients; its step is made when any of those after it is.</summary>
    public Written Partial(string name, Shape shape)
    {
        _condition |= Lowering.Reach(Node);
        return new(Lowering.NewValue(Lowering.GradientName(Node) + name, shape, false));
    }

    /// <summary>Hands an existing value to an input as its gradient.</summary>
    public void Passes(int input, Value gradient) => _contributions.Add((Node.Inputs[input], gradient));

    /// <summary>Hands an existing value to what the kernel added to its result, if there is any, as its gradient.</summary>
    public void PassesToPlus(Value gradient)
    {
        if (Epilogue.Plus is { } plus && Lowering.Reach(plus) != StepCondition.Never)
            _contributions.Add((plus, gradient));
    }

    /// <summary>The gradient before the function that the kernel applied to its result. The step that writes it gives that of the bias as well.</summary>
    public Value GradBefore(Parameter? bias = null)
    {
        if (Epilogue.Then is not { } then)
            return Grad;
        var before = new Written(Lowering.NewValue(Lowering.GradientName(Node), Y.Shape, Y.IsChannelsLast));
        var saved = then.DerivesFromResult ? Y : Kept("Argument");
        _condition |= Lowering.Reach(Node);
        if (bias is null)
            Step($"PointwiseKernel.Backward({Grad}, {saved}, {before}, {then.Function})", inPlace: true);
        else
            Step($"BiasKernel.Backward({Grad}, {saved}, {before}, {GradOf(bias)}, {then.Function})", inPlace: true);
        return before.Value;
    }

    /// <summary>The same memory in another shape.</summary>
    public Value ViewOf(Value value, Shape shape) => Lowering.NewView(Lowering.GradientName(Node.Inputs[0]), value, shape, false);

    /// <summary>Adds a kernel call; it is made when anything it writes is needed, and not at all where nothing of that learns.</summary>
    public void Step(FormattableString call, bool inPlace = false)
    {
        if (_unwanted.Count > 0 && call.GetArguments().OfType<Written>().All(written => _unwanted.Contains(written.Value)))
            return;
        Lowering.AddBackward(Node, call, _condition, inPlace);
        foreach (var (total, part) in _sums)
            Lowering.AddBackward(Node, $"ElementwiseKernel.Add({total}, {part}, {new Written(total)})", StepCondition.Parameters, inPlace: false);
        _condition = StepCondition.Never;
        _sums.Clear();
    }

    private Written GradOf(GraphNode node, Value like)
    {
        var value = Lowering.NewValue(Lowering.GradientName(node), like.Shape, like.IsChannelsLast);
        if (Lowering.Reach(node) != StepCondition.Never)
            _contributions.Add((node, value));
        _condition |= Lowering.Reach(node);
        return new(value);
    }

    /// <summary>Adds a call that serves the parameters alone.</summary>
    public void ParameterStep(FormattableString call) => Step(call);

    /// <summary>Adds a call whose results are allocated by the native library.</summary>
    public void AdoptingStep(FormattableString call)
    {
        Step(call);
        foreach (var written in call.GetArguments().OfType<Written>())
            written.Value.IsAdopted = true;
    }
}
