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
        var problem = ClassForms.Find(parts, nodes) ?? HiddenNames.Find(parts, compilation);
        return problem is not null ? [problem] : MemberForms.Find(parts, nodes, cancel).Concat(ReservedNames.Find(parts, nodes, compilation));
    }
}
