using System.Globalization;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Planning;

/// <summary>One kernel call.</summary>
/// <param name="Owner">The instance whose code has it.</param>
/// <param name="Node">The node it serves; null for a change of layout in between.</param>
/// <param name="Call">The call, with values in the places of arguments.</param>
/// <param name="When">On what it depends.</param>
public sealed record Step(BlockInstance Owner, GraphNode? Node, FormattableString Call, StepCondition When)
{
    /// <summary>Whether the first value written may take the memory of the first one read, if that is not needed any more.</summary>
    public bool InPlace { get; init; }

    public IEnumerable<Value> Reads => Call.GetArguments().OfType<Value>();

    public IEnumerable<Value> Writes => Call.GetArguments().OfType<Written>().Select(written => written.Value);

    /// <summary>The call as the model's own code would have it.</summary>
    public string Text => Write(value => value.Reference, number => Emission.Text.Of(number));

    /// <summary>The call as C#.</summary>
    /// <param name="reference">How the code around it refers to a value.</param>
    /// <param name="number">How the code around it refers to a number, such as that of a layer that draws.</param>
    public string Write(Func<Value, string> reference, Func<int, string> number) => string.Format(CultureInfo.InvariantCulture, Call.Format, [.. Call.GetArguments().Select(argument => argument switch
    {
        Written written => reference(written.Value),
        Value value => reference(value),
        int whole => number(whole),
        string text => text,
        _ => Emission.Text.Of(argument),
    })]);
}
