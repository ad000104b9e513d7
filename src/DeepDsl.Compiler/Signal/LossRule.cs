namespace DeepDsl.Compiler.Signal;

/// <summary>The rule of a loss, where gradients begin: it gives some to what it judges and gets none.</summary>
public abstract class LossRule : SignalRule;
