using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>A model's operators in order, their inputs found by name, nothing evaluated yet.</summary>
/// <param name="Declaration">What the graph was built from.</param>
/// <param name="Members">The value that each member stands for.</param>
public sealed record ModelGraph(
    ModelDeclaration Declaration,
    ImmutableArray<InputCall> Inputs,
    ImmutableArray<Call> Calls,
    ImmutableDictionary<string, ValueId> Members,
    ImmutableArray<ValueId> Outputs,
    ImmutableArray<Problem> Problems)
{
    /// <summary>The value that a use of the block goes on with: that of its last member.</summary>
    public ValueId Result { get; init; }
}

/// <summary>A value of the graph by its position: inputs first, then calls.</summary>
public readonly record struct ValueId(int Index);

/// <summary>An input of the model.</summary>
public sealed record InputCall(ValueId Id, string Member, AttributeDeclaration Attribute, Site Site);

/// <summary>One operator applied to values.</summary>
/// <param name="IsLast">Whether its result is the member's value.</param>
public sealed record Call(ValueId Id, string Member, AttributeDeclaration Attribute, Site Site, EquatableArray<ValueId> Inputs, bool IsLast);
