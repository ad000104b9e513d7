using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>A pass through the instances of a block that are alike: kernel calls, and the values that they write.</summary>
internal sealed class PassMethod
{
    private readonly BlockCode[] _codes;
    private readonly Pass _pass;
    private readonly SharedSection? _slots;
    private readonly SharedSection _body;
    private readonly PassMethod? _forward;

    /// <param name="pass">Which one.</param>
    /// <param name="codes">The instances.</param>
    /// <param name="number">How many others the class has already.</param>
    /// <param name="forward">The forward pass before a backward pass.</param>
    public PassMethod(Pass pass, BlockCode[] codes, int number, PassMethod? forward = null)
    {
        (_pass, _codes, _forward) = (pass, codes, forward);
        var suffix = number == 0 ? "" : $"{number + 1}";
        (Name, Class) = pass switch
        {
            Pass.Forward => ("Forward" + suffix, "StepValues" + suffix),
            Pass.Backward => ("Backward" + suffix, "StepGradients" + suffix),
            _ => ("Predict" + suffix, "PredictValues" + suffix),
        };
        _slots = HasSlots ? new([.. codes.Select(Slots)], ["memory", "v", "forward", "backward", .. Steps.Fields(IsBackward).Select(field => field.Name)]) : null;
        _body = new([.. codes.Select(Body)], ["v", "g", "parameters", "wantsInput"]);
    }

    public string Name { get; }

    /// <summary>The class of the values that the pass writes.</summary>
    public string Class { get; }

    /// <summary>Whether there are such values.</summary>
    public bool HasSlots => Slots(_codes[0]).Lines.Count > 0;

    /// <summary>Whether there is anything to do.</summary>
    public bool HasBody => Body(_codes[0]).Lines.Count > 0;

    private bool IsBackward => _pass == Pass.Backward;

    private StepLines Steps => _codes[0].StepsOf(_pass);

    public static string KeyOf(BlockCode code, Pass pass) => Slots(code, pass).Key + "\n-\n" + Body(code, pass).Key;

    public bool Serves(BlockInstance instance) => _codes.Any(code => code.Instance == instance);

    /// <summary>Whether lifetimes are counted from the beginning of a pass.</summary>
    public bool CountsFrom(string start) => _codes.Any(code => code.StepsOf(_pass).CountsFrom(start, IsBackward));

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
                .. IsBackward && HasSlots ? [$"{Class} g"] : Array.Empty<string>(),
                .. IsBackward && Steps.AsksForParameters ? ["bool parameters"] : Array.Empty<string>(),
                .. IsBackward && Steps.AsksForInput ? ["bool wantsInput"] : Array.Empty<string>(),
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
            FieldList.Write(Steps.Fields(IsBackward), code);
            code.Line();
            using (code.Open($"public {Class}({string.Join(", ", parameters)})"))
                slots.Write(code);
        }
    }

    private Section Slots(BlockCode code) => Slots(code, _pass);

    private Section Body(BlockCode code) => Body(code, _pass);

    private static Section Slots(BlockCode code, Pass pass) => pass == Pass.Backward ? code.Steps.Gradients : code.StepsOf(pass).Values;

    private static Section Body(BlockCode code, Pass pass) => pass == Pass.Backward ? code.Steps.Backward : code.StepsOf(pass).Forward;

    private BlockCode Code(BlockInstance instance) => _codes.First(code => code.Instance == instance);
}
