using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>What is wrong with a model's signals: the one cause, with its number and what would help.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="At">The operator to blame.</param>
/// <param name="Message">What is said about it.</param>
public abstract record Ailment(SignalLevel Level, GraphNode At, string Message);
