using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading.Forms;

/// <summary>Finds what the form of a class makes impossible.</summary>
internal sealed class FormReader(ModelParts parts, ImmutableArray<NodeProperty> nodes, Compilation compilation, CancellationToken cancel)
{
    /// <summary>One problem of the class; only where it has none, those of its members.</summary>
    public IEnumerable<FormFinding> Find()
    {
        cancel.ThrowIfCancellationRequested();
        var problem = ClassForms.Find(parts, nodes) ?? HiddenNames.Find(parts, compilation, cancel);
        return problem is not null ? [problem] : OfMembers();
    }

    /// <summary>The methods of the generated base that are overridden. Where nothing else is wrong the class gets that base, or C# would say that there is nothing to override.</summary>
    public IEnumerable<string> Overridden(FormFinding[] findings) =>
        findings is [var only] && GeneratedMethods.Find(parts, nodes)?.Problem == only.Problem && HiddenNames.Find(parts, compilation, cancel) is null && ClassForms.TooManyInputs(parts, nodes) is null && !OfMembers().Any()
            ? GeneratedMethods.Overridden(parts, nodes)
            : [];

    private IEnumerable<FormFinding> OfMembers() => MemberForms.Find(parts, nodes, cancel).Concat(ReservedNames.Find(parts, nodes, compilation));
}
