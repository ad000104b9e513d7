namespace DeepDsl.Compiler.Signal.Propagating;

/// <summary>The predicted gradient of one weight.</summary>
/// <param name="Node">Whose it is.</param>
/// <param name="Parameter">Its name.</param>
/// <param name="Energy">E‖∇W‖² over initializations.</param>
/// <param name="Elements">How many elements it has.</param>
/// <param name="IsTable">Whether it is looked up instead of multiplied by.</param>
internal sealed record WeightGradient(SignalNode Node, string Parameter, double Energy, double Elements, bool IsTable);
