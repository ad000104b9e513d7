namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>A change of the model that is predicted to help.</summary>
/// <param name="What">What it does, the same for all models.</param>
/// <param name="Effect">What is predicted to change, such as <c>gradient ratio 3e-6 → 0.4</c>; null where no number says it.</param>
/// <param name="Changes">The attributes to change.</param>
public sealed record Cure(string What, string? Effect, IReadOnlyList<AttributeChange> Changes);
