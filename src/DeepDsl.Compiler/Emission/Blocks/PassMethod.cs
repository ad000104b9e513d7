using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The forward or the backward pass of the instances of a block that are alike: kernel calls, and the values that they write.</summary>
internal sealed class PassMethod
{
    private readonly BlockCode[] _codes;
    private readonly bool _isBackward;
    private readonly SharedSection? _slots;
    private readonly SharedSection _body;
    private readonly PassMethod? _forward;

    /// <param name="codes">The instances.</param>
    /// <param name="number">How many others the class has already.</param>
    /// <param name="forward">The forward pass before a backward pass.</param>
    public PassMethod(BlockCode[] codes, int number, PassMethod? forward = null)
    {
        (_codes, _isBackward, _forward) = (codes, forward is not null, forward);
        var suffix = number == 0 ? "" : $"{number + 1}";
        (Name, Class) = _isBackward ? ("Backward" + suffix, "StepGradients" + suffix) : ("Forward" + suffix, "StepValues" + suffix);
        _slots = HasSlots ? new([.. codes.Select(Slots)], ["memory", "v", "forward", "backward", .. Steps.Fields(_isBackward).Select(field => field.Name)]) : null;
        _body = new([.. codes.Select(Body)], ["v", "g", "parameters", "wantsInput"]);
    }

    public string Name { get; }

    /// <summary>The class of the values that the pass writes.</summary>
    public string Class { get; }

    /// <summary>Whether there are such values.</summary>
    public bool HasSlots => Slots(_codes[0]).Lines.Count > 0;

    /// <summary>Whether there is anything to do.</summary>
    public bool HasBody => Body(_codes[0]).Lines.Count > 0;

    private StepLines Steps => _codes[0].Steps;

    public static string KeyOf(BlockCode code, bool isBackward) => isBackward
        ? code.Steps.Gradients.Key + "\n-\n" + code.Steps.Backward.Key
        : code.Steps.Values.Key + "\n-\n" + code.Steps.Forward.Key;

    public bool Serves(BlockInstance instance) => _codes.Any(code => code.Instance == instance);

    /// <summary>Whether lifetimes are counted from the beginning of a pass.</summary>
    public bool CountsFrom(string start) => _codes.Any(code => code.Steps.CountsFrom(start, _isBackward));

    /// <summary>What the constructor of the values is given for an instance.</summary>
    public IEnumerable<Argument> SlotArguments(BlockInstance instance) => _slots?.ArgumentsOf(Slots(Code(instance))) ?? [];

    /// <summary>What the method is given for an instance.</summary>
    public IEnumerable<Argument> BodyArguments(BlockInstance instance) => _body.ArgumentsOf(Body(Code(instance)));

    public void Write(CodeWriter code)
    {
        if (HasBody)
        {
            string[] parameters =
            [
                .. (_forward ?? this).HasSlots ? [$"{(_forward ?? this).Class} v"] : Array.Empty<string>(),
                .. _isBackward && HasSlots ? [$"{Class} g"] : Array.Empty<string>(),
                .. _isBackward && Steps.AsksForParameters ? ["bool parameters"] : Array.Empty<string>(),
                .. _isBackward && Steps.AsksForInput ? ["bool wantsInput"] : Array.Empty<string>(),
                .. _body.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"),
            ];
            using (code.Open($"public void {Name}({string.Join(", ", parameters)})"))
                _body.Write(code);
            code.Line();
        }
        if (_slots is not null)
        {
            WriteClass(_slots, code);
            code.Line();
        }
    }

    private void WriteClass(SharedSection slots, CodeWriter code)
    {
        string[] parameters =
        [
            "StepMemory memory",
            .. _forward is { HasSlots: true } ? [$"{_forward.Class} v"] : Array.Empty<string>(),
            .. new[] { "forward", "backward" }.Where(CountsFrom).Select(start => $"int {start}"),
            .. slots.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"),
        ];
        using (code.Open($"public sealed class {Class}"))
        {
            FieldList.Write(Steps.Fields(_isBackward), code);
            code.Line();
            using (code.Open($"public {Class}({string.Join(", ", parameters)})"))
                slots.Write(code);
        }
    }

    private Section Slots(BlockCode code) => _isBackward ? code.Steps.Gradients : code.Steps.Values;

    private Section Body(BlockCode code) => _isBackward ? code.Steps.Backward : code.Steps.Forward;

    private BlockCode Code(BlockInstance instance) => _codes.First(code => code.Instance == instance);
}
