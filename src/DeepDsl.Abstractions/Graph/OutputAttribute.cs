namespace DeepDsl;

/// <summary>Makes the member the result of the model. Without it, the last member is the result.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute;
