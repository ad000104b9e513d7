using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Differentiation;

/// <summary>Which operators run in the kernel of one before them, so that values in between are never written.</summary>
/// <remarks>It is decided on the graph: forward and backward pass agree, and the operator whose kernel it is states both.</remarks>
internal sealed class Fusion
{
    // By the node at whose place the kernel runs; null for nodes that run elsewhere.
    private readonly Dictionary<GraphNode, (GraphNode Host, Epilogue Epilogue)?> _kernels = [];
    private readonly ILookup<GraphNode, GraphNode> _users;
    private readonly HashSet<GraphNode> _lasting;
    private readonly bool _isInference;

    public Fusion(TrainingProgram program)
    {
        var graph = program.Graph;
        _isInference = program.IsInference;
        _users = program.Nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        _lasting = [.. graph.Outputs, .. _isInference ? [] : graph.Losses.SelectMany(loss => loss.Target is null ? loss.Values : [.. loss.Values, loss.Target])];
        foreach (var node in program.Nodes.Where(node => !_kernels.ContainsKey(node)))
        {
            var epilogue = new Epilogue(node) { IsInference = _isInference };
            while (node.Operator is IFusing host && CanFuse(node) && Longer(host, epilogue) is { } longer && host.Fuses(longer))
            {
                _kernels[epilogue.Tail] = null;
                epilogue = longer;
            }
            _kernels[epilogue.Tail] = (node, epilogue);
        }
    }

    /// <summary>The node whose kernel runs at the place of this one, with what it does besides; null for nodes that run in the kernel of another.</summary>
    public (GraphNode Host, Epilogue Epilogue)? At(GraphNode node) => _kernels[node];

    // In a training step what is frozen has kernels of its own.
    private bool CanFuse(GraphNode node) => _isInference || !node.IsFrozen;

    private Epilogue? Longer(IFusing host, Epilogue epilogue)
    {
        var tail = epilogue.Tail;
        // What others see, too, has to be written.
        if (epilogue.Pool is not null || _lasting.Contains(tail) || _users[tail].Count() != 1 || _users[tail].Single() is var next && (next.Instance != tail.Instance || !CanFuse(next) || _kernels.ContainsKey(next)))
            return null;
        return next.Operator switch
        {
            IFunction function when epilogue.Then is null => epilogue with { Tail = next, Then = function },
            IFoldable when _isInference && epilogue.IsEmpty && host is IFolding => epilogue with { Tail = next, Norm = next },
            IPooling when _isInference && epilogue.Plus is null && host is IMapMaker { CanPool: true } => epilogue with { Tail = next, Pool = next },
            ISum when epilogue is { Plus: null, Then: null } && next.Inputs.Count == 2 => epilogue with { Tail = next, Plus = next.Inputs[next.Inputs[0] == tail ? 1 : 0] },
            _ => null,
        };
    }
}

/// <summary>What a kernel does with its result before it writes it.</summary>
/// <param name="Tail">The node whose value is written in the end.</param>
/// <param name="Norm">The norm that its weights take over, if any: in inference alone.</param>
/// <param name="Plus">What is added next, if anything.</param>
/// <param name="Then">The function applied last, if there is one.</param>
/// <param name="Pool">What takes the maxima of all that, if anything: in inference alone.</param>
public sealed record Epilogue(GraphNode Tail, GraphNode? Norm = null, GraphNode? Plus = null, IFunction? Then = null, GraphNode? Pool = null)
{
    public bool IsEmpty => Norm is null && Plus is null && Then is null && Pool is null;

    /// <summary>Whether there is no backward pass.</summary>
    public bool IsInference { get; init; }

    /// <summary>Whether the backward pass has to know the argument of the function.</summary>
    public bool NeedsArgument => !IsInference && Then is { DerivesFromResult: false };
}
