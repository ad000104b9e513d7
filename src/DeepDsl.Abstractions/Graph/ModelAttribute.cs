namespace DeepDsl;

/// <summary>Makes a partial class a model: its <see cref="Node"/> members are the network, and the generator writes forward, backward and training step.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ModelAttribute : Attribute;
