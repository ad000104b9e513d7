namespace DeepDsl.Compiler.Signal;

/// <summary>Why a prediction is unsure.</summary>
/// <param name="Node">Where.</param>
/// <param name="Reason">A phrase, such as <c>only 16 channels</c>.</param>
public sealed record Doubt(SignalNode Node, string Reason);
