namespace DeepDsl;

/// <summary>Binary cross-entropy between logits and targets in [0, 1] of the same shape, over all elements; it applies the sigmoid itself.</summary>
public sealed class BCEWithLogitsLossAttribute : LossAttribute;
