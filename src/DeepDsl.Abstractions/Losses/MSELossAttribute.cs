namespace DeepDsl;

/// <summary>The mean squared difference between output and target, over all elements.</summary>
public sealed class MSELossAttribute : LossAttribute;
