namespace DeepDsl;

/// <summary>An operator of the network, written on the <see cref="Node"/> it makes. Strings in its arguments are names of members; write them with <c>nameof</c>.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public abstract class OperatorAttribute : Attribute
{
    /// <summary>The operator's name in the state dictionary; by default made from the member and the kind of operator, such as <c>stem.conv</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The name of a <see cref="bool"/> member that switches the operator on; without it, the operator is always there.</summary>
    public string? When { get; set; }

    // The members the operator takes beside the current value; null stands for the input of the member it is written on.
    internal virtual IEnumerable<string?> OtherInputs => [];

    // Whether it makes a value of its own, so that a member can begin with it and takes up no other.
    internal virtual bool IsSource => false;

    // The member whose weight is this operator's too.
    internal virtual string? TiedWeight => null;
}
