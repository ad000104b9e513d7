using System.Globalization;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Planning;

/// <summary>One kernel call.</summary>
/// <param name="Node">The node it serves; null for a change of layout in between.</param>
/// <param name="Call">The call, with values in the places of arguments.</param>
/// <param name="When">On what it depends.</param>
public sealed record Step(GraphNode? Node, FormattableString Call, StepCondition When)
{
    /// <summary>Whether the first value written may take the memory of the first one read, if that is not needed any more.</summary>
    public bool InPlace { get; init; }

    public IEnumerable<Value> Reads => Call.GetArguments().OfType<Value>();

    public IEnumerable<Value> Writes => Call.GetArguments().OfType<Written>().Select(written => written.Value);

    /// <summary>The call as C#.</summary>
    public string Text => string.Format(CultureInfo.InvariantCulture, Call.Format, [.. Call.GetArguments().Select(argument => argument switch
    {
        Written written => written.Value.Reference,
        Value value => value.Reference,
        string text => text,
        _ => Emission.Text.Of(argument),
    })]);
}
