using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The portable path of the instances of a block that are alike.</summary>
internal sealed class ComposeMethod
{
    private readonly BlockCode[] _codes;
    private readonly SharedSection _body;

    public ComposeMethod(BlockCode[] codes, int number)
    {
        _codes = codes;
        _body = new([.. codes.Select(code => code.Compose)], ["training", .. codes[0].ComposeInputs.Select(input => input.Name)]);
        Name = "Compose" + (number == 0 ? "" : $"{number + 1}");
    }

    public string Name { get; }

    /// <summary>Whether anything is computed: not for an instance whose result nothing needs.</summary>
    public bool IsNeeded => _codes[0].Result.Nodes.Length > 0;

    public static string KeyOf(BlockCode code) => $"{string.Join(",", code.ComposeInputs.Select(input => input.Name))}:{code.Result.Type}:{code.Compose.Key}";

    public bool Serves(BlockInstance instance) => _codes.Any(code => code.Instance == instance);

    public IEnumerable<Argument> ArgumentsOf(BlockInstance instance) => _body.ArgumentsOf(_codes.First(code => code.Instance == instance).Compose);

    public void Write(CodeWriter code)
    {
        string[] parameters = [.. _codes[0].ComposeInputs.Select(input => $"Tensor {input.Name}"), "bool training", .. _body.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}")];
        using (code.Open($"public {_codes[0].Result.Type} {Name}({string.Join(", ", parameters)})"))
            _body.Write(code);
    }
}
