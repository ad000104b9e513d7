namespace DeepDsl.Corpus.Truth.Sources;

/// <summary>A code fix that is offered for a finding.</summary>
/// <param name="Title">What the user reads.</param>
/// <param name="Kind">What it does, the same for all models.</param>
/// <param name="Apply">Makes the changed source.</param>
internal sealed record OfferedFix(string Title, string Kind, Func<CancellationToken, Task<string>> Apply);
