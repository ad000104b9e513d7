namespace DeepDsl.Corpus;

/// <summary>A mistake in what the program was given, in one sentence.</summary>
internal sealed class UserError(string message) : Exception(message);
