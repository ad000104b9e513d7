namespace DeepDsl;

/// <summary>What training minimizes: a loss between the model's output and a target, averaged over the batch.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class LossAttribute : Attribute;
