using DeepDsl.Analyzers;

namespace DeepDsl.CodeFixes;

/// <summary>A code fix that removes the operator to blame, where the rule says that it is not needed.</summary>
public abstract class IdleOperatorFix(string id) : ModelFix(id)
{
    private protected sealed override IEnumerable<Edit> Edits(Flaw flaw) => flaw[Facts.Suggestion] is not null && flaw.Attribute is { } idle ? Removal.OperatorEdits(idle) : [];
}
