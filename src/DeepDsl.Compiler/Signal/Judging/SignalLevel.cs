namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>How much a prediction is to be worried about.</summary>
public enum SignalLevel
{
    Fine,
    Info,
    Warning,
}
