using System.Text.RegularExpressions;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The training step of an instance, or inference: its kernel calls, and the values between them with their lifetimes.</summary>
internal sealed class StepLines
{
    // Stands in a call for a number.
    private const string NumberMark = "\u0001";

    private readonly BlockInstance _instance;
    private readonly MemoryPlan _plan;
    private readonly IReadOnlyDictionary<BlockInstance, BlockModule> _modules;
    private readonly Dictionary<Value, string> _outside = [];
    private readonly LocalNames _values;
    private readonly LocalNames _gradients;
    private readonly Pass _first;
    private readonly List<(bool IsGradient, string Type, string Name)> _fields = [];
    private readonly HashSet<(bool IsGradient, string Start)> _starts = [];
    private readonly int _lastForward;
    private readonly int _lastBackward;

    public StepLines(BlockInstance instance, MemoryPlan plan, ModelApi api, IReadOnlyDictionary<BlockInstance, BlockModule> modules)
    {
        _first = plan.Program.IsInference ? Pass.Inference : Pass.Forward;
        (_instance, _plan, _modules) = (instance, plan, modules);
        var all = plan.Steps.Where(item => item.Step.Owner.IsIn(instance)).ToArray();
        var forward = all.Where(item => item.Moment < plan.LossMoment).ToArray();
        var backward = all.Where(item => item.Moment > plan.LossMoment).ToArray();
        FirstForward = forward.Select(item => item.Moment).DefaultIfEmpty(0).First();
        FirstBackward = backward.Select(item => item.Moment).DefaultIfEmpty(0).First();
        (_lastForward, _lastBackward) = (forward.Select(item => item.Moment).DefaultIfEmpty(-1).Last(), backward.Select(item => item.Moment).DefaultIfEmpty(-1).Last());

        var names = plan.Values.Where(value => value.Owner == instance).ToLookup(value => value.IsGradient, value => value.Code);
        var children = instance.Children.Select(child => child.Name).ToArray();
        _values = new([.. names[false], .. children]);
        _gradients = new([.. names[true], .. children]);

        var wantsInput = string.Join(" || ", api.RealInputs.Select(input => $"wantsGrad{input.Member}"));
        if (wantsInput.Length > 0 && !instance.IsModel)
            wantsInput = "wantsInput";
        AddSteps(forward, Forward, isBackward: false, wantsInput);
        AddSteps(backward, Backward, isBackward: true, wantsInput);
        // A model keeps everything in one workspace, in the order in which it comes about.
        var gradients = instance.IsModel ? Values : Gradients;
        AddSlots(Values, isGradient: false);
        AddSlots(gradients, isGradient: true);
        AddOutside();
    }

    public Section Forward { get; } = new();

    public Section Backward { get; } = new();

    /// <summary>The values of the forward pass.</summary>
    public Section Values { get; } = new();

    /// <summary>The values of the backward pass; empty for a model, which has them among the others.</summary>
    public Section Gradients { get; } = new();

    public int FirstForward { get; }

    public int FirstBackward { get; }

    /// <summary>Whether some step is made for the parameters alone.</summary>
    public bool AsksForParameters { get; private set; }

    /// <summary>Whether some step is made for the model's inputs alone.</summary>
    public bool AsksForInput { get; private set; }

    public bool HasValues => Values.Lines.Count > 0;

    public bool HasGradients => Gradients.Lines.Count > 0;

    /// <summary>The fields of the class that holds the values of one pass, or of both for a model.</summary>
    public IEnumerable<(string Type, string Name)> Fields(bool isGradient) =>
        _fields.Where(field => _instance.IsModel || field.IsGradient == isGradient).Select(field => (field.Type, field.Name));

    /// <summary>Whether lifetimes of values of one pass are counted from the beginning of the <c>forward</c> or the <c>backward</c> pass.</summary>
    public bool CountsFrom(string start, bool isGradient) => _starts.Contains((isGradient, start));

    private void AddSteps((Step Step, int Moment)[] steps, Section section, bool isBackward, string wantsInput)
    {
        string? member = null;
        var done = new HashSet<BlockInstance>();
        var inside = steps.Where(item => item.Step.Owner != _instance).ToLookup(item => _instance.ChildAround(item.Step.Owner), item => item.Moment);
        foreach (var (step, moment) in steps)
        {
            var child = step.Owner == _instance ? null : _instance.ChildAround(step.Owner);
            if (child is not null && !done.Add(child))
                continue;
            var current = child?.Member ?? (step.Node is { } node ? Names.Member(node, _instance) : member);
            if (current != member)
            {
                if (member is not null)
                    section.Add("");
                section.Add($"// {member = current}");
            }
            if (child is null)
            {
                AddStep(step, moment, section, wantsInput);
                continue;
            }
            AddCall(child, section, isBackward, wantsInput);
            // What is not a block's own is freed behind it, so that the block is the same wherever it stands.
            var releases = inside[child].SelectMany(_plan.ReleasedAt);
            AddReleases(releases.Where(value => value.Owner.IsIn(_instance) && !value.Owner.IsIn(child)), section);
        }
    }

    private void AddStep(Step step, int moment, Section section, string wantsInput)
    {
        AsksForParameters |= step.When == StepCondition.Parameters && wantsInput.Length > 0;
        AsksForInput |= step.When == StepCondition.Input;
        var condition = step.When switch
        {
            // Where no input has a gradient, the whole pass is for the parameters.
            StepCondition.Parameters when wantsInput.Length == 0 => "",
            StepCondition.Parameters => "if (parameters) ",
            StepCondition.Input => $"if ({wantsInput}) ",
            _ => "",
        };
        var shape = step.Writes.FirstOrDefault(value => value.Residence == Residence.PerSample)?.Shape;
        section.Add([condition, .. Call(step), ";"], $"{shape}");
        AddReleases(_plan.ReleasedAt(moment).Where(value => value.Owner.IsIn(_instance)), section);
    }

    private void AddReleases(IEnumerable<Value> values, Section section)
    {
        foreach (var value in values)
            section.Add($"{Reference(value)}.Release();");
    }

    // Numbers are what the calls of instances may differ in: sizes, offsets and the layers that draw.
    private IEnumerable<Piece> Call(Step step)
    {
        var numbers = new Queue<int>();
        var parts = step.Write(Reference, number =>
        {
            numbers.Enqueue(number);
            return _instance.IsModel ? Text.Of(number) : NumberMark;
        }).Split([NumberMark], StringSplitOptions.None);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                yield return Argument.Constant("int", NumberName(step, parts[i - 1]), Text.Of(numbers.Dequeue()));
            yield return parts[i];
        }
    }

    private static string NumberName(Step step, string before)
    {
        var label = Regex.Match(before, @"(\w+): $") is { Success: true } match ? Text.PascalCase(match.Groups[1].Value) : "Number";
        return Text.CamelCase((step.Node?.LocalName ?? "") + label).TrimStart('@');
    }

    private void AddCall(BlockInstance child, Section section, bool isBackward, string wantsInput)
    {
        var module = _modules[child];
        var (method, steps) = (module.PassOf(child, PassOf(isBackward)), module.CodeOf(child).StepsOf(_first));
        AsksForParameters |= isBackward && steps.AsksForParameters;
        AsksForInput |= isBackward && steps.AsksForInput;
        List<Piece> arguments = [];
        if (steps.HasValues)
            arguments.Add($"{Workspace(false)}{child.Name}");
        if (isBackward && steps.HasGradients)
            arguments.Add($"{Workspace(true)}{GradientField(child)}");
        if (isBackward && steps.AsksForParameters)
            arguments.Add("parameters");
        if (isBackward && steps.AsksForInput)
            arguments.Add(wantsInput);
        arguments.AddRange(method.BodyArguments(child).Select(argument => argument.PassedTo(child)));
        section.Add([$"{Names.Field(child)}.{method.Name}(", .. Piece.List(arguments), ");"]);
    }

    private Pass PassOf(bool isBackward) => isBackward ? Pass.Backward : _first;

    private string Workspace(bool isGradient) => _instance.IsModel ? "w." : isGradient ? "g." : "v.";

    private string GradientField(BlockInstance child) => _instance.IsModel ? "Grad" + child.Name : child.Name;

    /// <summary>How a kernel call refers to a value.</summary>
    private string Reference(Value value) => value.Residence == Residence.Model ? value.Code : Workspace(value.IsGradient) + Inside(value);

    /// <summary>Where the workspace of this instance has a value; one from outside gets a field of its own.</summary>
    private string Inside(Value value)
    {
        if (_instance.IsModel)
            return value.Name;
        if (value.Owner == _instance)
            return value.Code;
        if (value.Owner.IsIn(_instance))
            return $"{value.Owner.PathFrom(_instance)}.{value.Code}";
        if (!_outside.TryGetValue(value, out var name))
            _outside[value] = name = Text.Escaped((value.IsGradient ? _gradients : _values).Add(NameOf(value)));
        return name;
    }

    // An input is called as the block calls it, the gradient of a result as the result.
    private string NameOf(Value value) => value.IsGradient
        ? _plan.Program.Gradients.Where(pair => pair.Value == value && pair.Key.Instance.IsIn(_instance)).Select(pair => Names.Inside(pair.Key, _instance)).FirstOrDefault() ?? value.Code
        : _instance.Inputs.FirstOrDefault(input => _plan.Program.Results.TryGetValue(input.Value, out var result) && result == value).Member ?? value.Code;

    private void AddSlots(Section section, bool isGradient)
    {
        var done = new HashSet<BlockInstance>();
        foreach (var value in _plan.Values.Where(value => value.IsGradient == isGradient && value.Owner.IsIn(_instance) && _plan.IsUsed(value)))
        {
            if (value.Owner == _instance)
                _fields.Add((isGradient, value.Residence == Residence.Prepared ? "PreparedLayer" : "Slot", value.Code));
            if (value.Owner == _instance)
                section.Add([$"{value.Code} = ", .. Allocation(value), ";"]);
            else if (_instance.ChildAround(value.Owner) is var child && done.Add(child))
                AddChild(child, section, isGradient);
        }
    }

    private void AddChild(BlockInstance child, Section section, bool isGradient)
    {
        var method = _modules[child].PassOf(child, PassOf(isGradient));
        var steps = _modules[child].CodeOf(child).StepsOf(_first);
        var field = isGradient ? GradientField(child) : child.Name;
        List<Piece> arguments = [$"memory.In(nameof({field}))"];
        if (isGradient && steps.HasValues)
            arguments.Add(_instance.IsModel ? child.Name : $"v.{child.Name}");
        if (method.CountsFrom("forward"))
            arguments.Add(At(steps.FirstForward, "forward", isGradient));
        if (method.CountsFrom("backward"))
            arguments.Add(At(steps.FirstBackward, "backward", isGradient));
        arguments.AddRange(method.SlotArguments(child).Select(argument => argument.Value switch
        {
            Value value => Slot(value, isGradient),
            Moment moment => At(moment.Index, argument.Of(child).Name, isGradient),
            _ => argument.PassedTo(child),
        }));
        _fields.Add((isGradient, $"{_modules[child].Name}.{method.Class}", field));
        section.Add([$"{field} = new(", .. Piece.List(arguments), ");"]);
    }

    private IEnumerable<Piece> Allocation(Value value)
    {
        var name = $"nameof({value.Code})";
        if (value.Residence == Residence.Prepared)
            return ["memory.Prepared(", name, ")"];
        Piece shape = _instance.IsModel ? ShapeOf(value) : Argument.Constant("int[]", Text.CamelCase(value.Code).TrimStart('@') + "Shape", ShapeOf(value));
        var layout = value.IsChannelsLast ? ", Layout.ChannelsLast" : "";
        if (_plan.TakenFrom(value) is { } other)
            return [value.ViewOf is null ? "memory.InPlace(" : "memory.View(", name, ", ", Slot(other, value.IsGradient), ", ", shape, layout, ")"];
        if (value.IsAdopted)
            return ["memory.Adopted(", name, ", ", shape, layout, ")"];
        var (from, to) = _plan.LifetimeOf(value);
        Piece[] life = [Bracketed(At(from, value.Code + "From", value.IsGradient)), "..", Bracketed(At(to, value.Code + "To", value.IsGradient))];
        return (value.Residence, value.Element) switch
        {
            (Residence.Fixed, _) => ["memory.Fixed(", name, ", ", .. life, ", ", _instance.IsModel ? Text.Of(value.Shape.Elements) : Argument.Constant("int", Text.CamelCase(value.Code).TrimStart('@') + "Size", Text.Of(value.Shape.Elements)), ")"],
            (_, Element.Integer) => ["memory.Integers(", name, ", ", .. life, ", ", shape, ")"],
            (_, Element.Index) => ["memory.Indices(", name, ", ", .. life, ", ", shape, layout, ")"],
            _ => ["memory.PerSample(", name, ", ", .. life, ", ", shape, layout, ")"],
        };
    }

    private static string ShapeOf(Value value) => $"[{string.Join(", ", value.Shape.Dims)}]";

    /// <summary>How a constructor of values refers to one.</summary>
    private Piece Slot(Value value, bool isGradient) => (isGradient && !value.IsGradient && !_instance.IsModel ? "v." : "") + Inside(value);

    /// <summary>A moment, counted from where the instance begins where that is possible: so it is the same for every instance.</summary>
    private Piece At(int moment, string name, bool isGradient)
    {
        if (_instance.IsModel)
            return Text.Of(moment);
        var own = moment >= FirstForward && moment <= _lastForward ? From("forward", moment - FirstForward)
            : moment >= FirstBackward && moment <= _lastBackward ? From("backward", moment - FirstBackward)
            : null;
        return new Argument("int", Text.CamelCase(name).TrimStart('@'), new Moment(moment), own);

        string From(string start, int offset)
        {
            _starts.Add((isGradient, start));
            return offset == 0 ? start : $"{start} + {offset}";
        }
    }

    private static Piece Bracketed(Piece piece) => piece.Argument is { Own: { } own } argument && own.Contains(' ') ? argument with { Own = $"({own})" } : piece;

    // What comes from outside is known when everything else has been written, and stands before it.
    private void AddOutside()
    {
        var count = new Dictionary<Section, int> { [Values] = 0, [Gradients] = 0 };
        foreach (var (value, name) in _outside.Select(pair => (pair.Key, pair.Value)))
        {
            var section = value.IsGradient ? Gradients : Values;
            _fields.Insert(_fields.TakeWhile(field => field.IsGradient != value.IsGradient).Count() + count[section], (value.IsGradient, "Slot", name));
            section.Insert(count[section]++, [$"{name} = ", new Argument("Slot", Text.CamelCase(name.TrimStart('@')), value), ";"]);
        }
    }
}
