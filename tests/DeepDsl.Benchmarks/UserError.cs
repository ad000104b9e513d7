namespace DeepDsl.Benchmarks;

/// <summary>A mistake of the user, with a sentence that says what it is.</summary>
internal sealed class UserError(string message) : Exception(message);
