namespace DeepDsl.Compiler.Problems;

/// <summary>A place in a model's declaration, independent of where it stands in a file.</summary>
/// <param name="Member">The member; null for the class.</param>
/// <param name="Attribute">The attribute's index on the member or class; null for its name.</param>
/// <param name="Argument">The argument's name (or position as text) in that attribute, where one is to blame.</param>
public sealed record Site(string? Member, int? Attribute = null, string? Argument = null);
