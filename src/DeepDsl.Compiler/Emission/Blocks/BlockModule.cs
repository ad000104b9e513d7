using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The class that instances of a block share whose parameters are alike.</summary>
internal sealed class BlockModule
{
    private readonly Dictionary<BlockInstance, BlockCode> _codes = [];
    private readonly SharedSection _parameters;
    private readonly List<ComposeMethod> _composed = [];
    private readonly List<PassMethod> _forward = [];
    private readonly List<PassMethod> _backward = [];
    private readonly List<PassMethod> _inference = [];

    /// <param name="name">The name of the class.</param>
    /// <param name="owners">The instances with parameters of their own, which are alike.</param>
    /// <param name="all">These and the ones that share them.</param>
    public BlockModule(string name, BlockCode[] owners, BlockCode[] all)
    {
        Name = name;
        foreach (var code in all)
            _codes[code.Instance] = code;
        _parameters = new([.. owners.Select(code => code.Parameters.Section)], ["state", "name"]);
        foreach (var group in all.GroupBy(ComposeMethod.KeyOf))
            _composed.Add(new([.. group], _composed.Count));
        foreach (var group in all.GroupBy(code => PassMethod.KeyOf(code, Pass.Forward)))
            _forward.Add(new(Pass.Forward, [.. group], _forward.Count));
        foreach (var group in all.GroupBy(code => PassMethod.KeyOf(code, Pass.Inference)))
            _inference.Add(new(Pass.Inference, [.. group], _inference.Count));
        foreach (var group in all.GroupBy(code => (Forward: PassOf(code.Instance, Pass.Forward), PassMethod.KeyOf(code, Pass.Backward))))
            _backward.Add(new(Pass.Backward, [.. group], _backward.Count, group.Key.Forward));
        Owners = [.. owners.Select(code => code.Instance)];
        (TakesState, TakesName) = (owners[0].Parameters.TakesState, owners[0].Parameters.TakesName);
    }

    public string Name { get; }

    public IReadOnlyList<BlockInstance> Owners { get; }

    public bool TakesState { get; }

    public bool TakesName { get; }

    public BlockCode CodeOf(BlockInstance instance) => _codes[instance];

    public ComposeMethod ComposeOf(BlockInstance instance) => _composed.First(method => method.Serves(instance));

    public PassMethod PassOf(BlockInstance instance, Pass pass) => (pass switch
    {
        Pass.Forward => _forward,
        Pass.Backward => _backward,
        _ => _inference,
    }).First(method => method.Serves(instance));

    /// <summary>What the constructor is given for an instance, beside state and name.</summary>
    public IEnumerable<Argument> ParametersOf(BlockInstance instance) => _parameters.ArgumentsOf(_codes[instance].Parameters.Section);

    public void WriteParameters(CodeWriter code)
    {
        string[] parameters =
        [
            .. TakesState ? ["ModelState state"] : Array.Empty<string>(),
            .. TakesName ? ["string name"] : Array.Empty<string>(),
            .. _parameters.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"),
        ];
        var names = Owners.Select(owner => owner.State.TrimEnd('.')).ToArray();
        code.Summary($"What {Owners[0].Block} consists of: {(names.Length <= 3 ? string.Join(", ", names) : $"{names[0]} to {names[^1]}, {names.Length} of them")}.");
        using (code.Open($"private sealed partial class {Name}({string.Join(", ", parameters)})"))
        {
            if (_codes[Owners[0]].Parameters.DrawsNumbers)
            {
                code.Line("private readonly ModelState State = state;");
                code.Line();
            }
            _parameters.Write(code);
        }
    }

    public void WriteCompose(CodeWriter code)
    {
        using (code.Open($"private sealed partial class {Name}"))
        {
            foreach (var method in _composed.Where(method => method.IsNeeded))
            {
                method.Write(code);
                code.Line();
            }
        }
    }

    public void WriteTraining(CodeWriter code) => Write(_forward.Concat(_backward), code);

    public void WriteInference(CodeWriter code) => Write(_inference, code);

    private void Write(IEnumerable<PassMethod> methods, CodeWriter code)
    {
        using (code.Open($"private sealed partial class {Name}"))
        {
            foreach (var method in methods)
                method.Write(code);
        }
    }
}
