namespace DeepDsl.Compiler.Emission;

/// <summary>A file the generator adds.</summary>
/// <param name="HintName">Its name, unique also where case does not count.</param>
/// <param name="Text">Its content.</param>
public sealed record GeneratedSource(string HintName, string Text);
