using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Differentiation;

/// <summary>What an operator refers to its parameters by.</summary>
public class NodeCall(Lowering lowering, GraphNode node)
{
    internal GraphNode Node => node;

    protected Lowering Lowering => lowering;

    public Value this[Parameter parameter] => lowering.ParameterValue(node, parameter.Name, parameter.Shape, "Value");

    public Value this[StateBuffer buffer] => lowering.ParameterValue(node, buffer.Name, Shape.Of(buffer.Size ?? 1), "Value");
}

/// <summary>What an operator writes its training kernels against, in either direction.</summary>
public abstract class LoweredCall(Lowering lowering, GraphNode node, Epilogue epilogue) : NodeCall(lowering, node)
{
    /// <summary>What the kernel does with its result besides.</summary>
    public Epilogue Epilogue => epilogue;

    /// <summary>The inputs, in the layout the operator asked for.</summary>
    public abstract IReadOnlyList<Value> Inputs { get; }

    /// <summary>The first input.</summary>
    public Value X => Inputs[0];

    /// <summary>Whether the operator runs as in inference.</summary>
    public bool IsFrozen => Node.IsFrozen || IsInference;

    /// <summary>Whether there is no backward pass.</summary>
    public bool IsInference => Lowering.Program.IsInference;

    /// <summary>The operator's number among those that draw random numbers.</summary>
    public int Layer => Lowering.Program.Layers[Node];

    /// <summary>The physical axis of a dimension that is counted with the batch as 0.</summary>
    public int AxisOf(int dim)
    {
        var index = Node.Shape.IndexOf(dim)!.Value;
        return !X.IsChannelsLast ? index + 1 : index == 0 ? 3 : index;
    }
}

/// <summary>What an operator writes its forward kernels against.</summary>
public sealed class ForwardCall(Lowering lowering, GraphNode node, Epilogue epilogue) : LoweredCall(lowering, node, epilogue)
{
    private readonly Value? _plus = epilogue.Plus is { } plus ? lowering.InLayout(lowering.Results[plus], lowering.WantsChannelsLast(node)) : null;
    private Value? _result;

    public override IReadOnlyList<Value> Inputs { get; } =
    [
        .. node.ValueInputs.Select(input => lowering.InLayout(lowering.Results[input], lowering.WantsChannelsLast(node))),
        .. node.Inputs.Skip(node.ValueInputs.Count()).Select(input => lowering.Results[input]),
    ];

    /// <summary>The result, to be written by a step.</summary>
    public Written Result => new(_result ??= Lowering.NewValue(Epilogue.Tail.LocalName, Epilogue.Tail.Shape, Lowering.WantsChannelsLast(Node)));

    /// <summary>The arguments for what the kernel does besides.</summary>
    public FormattableString Besides
    {
        get
        {
            FormattableString none = $"";
            var norm = Epilogue.Norm is { } folded ? (FormattableString)$", norm: new({((IFoldable)folded.Operator!).Constants(new(Lowering, folded))})" : none;
            var then = Epilogue.Then is { } function ? (FormattableString)$", then: {function.Function}" : none;
            var plus = _plus is not null ? (FormattableString)$", plus: {_plus}" : none;
            var pool = Epilogue.Pool is { } maxima ? (FormattableString)$", pool: new({((IPooling)maxima.Operator!).Window})" : none;
            return $"{norm}{then}{plus}{pool}";
        }
    }

    internal Value Y => _result ?? throw new InvalidOperationException($"The operator of '{Node.Name}' wrote no result.");

    /// <summary>A value of the result's shape on the way to it.</summary>
    public Written Partial(string name) => new(Lowering.NewValue(Node.LocalName + name, Node.Shape, Lowering.WantsChannelsLast(Node)));

    /// <summary>A value of the operator's own shape on the way to the result, which the native library may allocate.</summary>
    public Written AdoptedPartial(string name)
    {
        var partial = Partial(name);
        partial.Value.IsAdopted = true;
        return partial;
    }

    /// <summary>Something per sample that the backward pass reads with <see cref="BackwardCall.Kept"/>.</summary>
    public Written Keep(string name, Shape shape, Element element = Element.Real) =>
        new(Lowering.Kept[(Node, name)] = Lowering.NewValue(Node.LocalName + name, shape, shape.IsImage && X.IsChannelsLast, Residence.PerSample, element));

    /// <summary>What inference makes of a parameter once, until any of the model's changes.</summary>
    public Value Prepared(Parameter parameter) => Lowering.NewValue(Node.LocalName + "Prepared", parameter.Shape, false, Residence.Prepared);

    /// <summary>Something of a fixed size that the backward pass reads with <see cref="BackwardCall.Kept"/>.</summary>
    public Written Keep(string name, int size) =>
        new(Lowering.Kept[(Node, name)] = Lowering.NewValue(Node.LocalName + name, Shape.Of(size), false, Residence.Fixed));

    /// <summary>Adds a kernel call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="inPlace">Whether the result may take the memory of the first value read.</param>
    public void Step(FormattableString call, bool inPlace = false) => Lowering.AddForward(Node, call, inPlace);

    /// <summary>Adds a call whose results are allocated by the native library.</summary>
    public void AdoptingStep(FormattableString call)
    {
        Lowering.AddForward(Node, call, inPlace: false);
        Y.IsAdopted = true;
    }

    /// <summary>The result is the same memory in the node's shape.</summary>
    public void ResultIsViewOf(Value value) =>
        _result = Lowering.NewView(Node.LocalName, value, Node.Shape, Node.Shape.IsImage && value.IsChannelsLast);
}
