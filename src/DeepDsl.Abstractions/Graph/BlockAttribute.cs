namespace DeepDsl;

/// <summary>Makes a partial class a block: a part of a network that models and other blocks take up with <see cref="UseAttribute{TBlock}"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class BlockAttribute : Attribute;
