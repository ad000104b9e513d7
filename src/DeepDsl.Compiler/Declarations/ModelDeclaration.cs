namespace DeepDsl.Compiler.Declarations;

/// <summary>A model as its class states it. Equal declarations compile to equal results; there is nothing of the source's position in it.</summary>
/// <param name="Type">The class and what it is nested in.</param>
/// <param name="Attributes">The attributes on the class: loss, optimizer, schedule.</param>
/// <param name="Nodes">The members that are values of the network, in order.</param>
/// <param name="Members">The members that are numbers or flags: constants and computed ones.</param>
/// <param name="FormProblems">What the class's form makes impossible; with any of them only the members' stubs are generated.</param>
public sealed record ModelDeclaration(
    TypeDeclaration Type,
    EquatableArray<AttributeDeclaration> Attributes,
    EquatableArray<NodeDeclaration> Nodes,
    EquatableArray<MemberDeclaration> Members,
    EquatableArray<FormProblem> FormProblems)
{
    /// <summary>Whether it is a block, which has no shapes before something uses it.</summary>
    public bool IsBlock { get; init; }

    /// <summary>The hyperparameters in order.</summary>
    public EquatableArray<HyperDeclaration> Hypers { get; init; }

    /// <summary>The names of the author's other members as far as they begin like those of generated fields, with an underscore.</summary>
    public EquatableArray<string> Fields { get; init; }

    /// <summary>The blocks that it uses, directly or through others.</summary>
    public EquatableArray<ModelDeclaration> Blocks { get; init; }

    /// <summary>The classes of other assemblies that it uses, directly or through others, and that cannot be had.</summary>
    public EquatableArray<UnreadableBlock> Unreadable { get; init; }
}

/// <summary>A class of another assembly that is no block, or of which nothing is known.</summary>
/// <param name="FullName">The name by which uses refer to it.</param>
/// <param name="Reason">Why, and what would help.</param>
public sealed record UnreadableBlock(string FullName, string Reason);

/// <summary>A hyperparameter.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Type">Its type as a C# keyword: int, double or bool.</param>
/// <param name="Modifiers">Such as <c>public partial</c>.</param>
/// <param name="IsPartial">Whether the generator writes the property's body.</param>
/// <param name="Default">The value where a use gives none; null where every use has to.</param>
public sealed record HyperDeclaration(string Name, string Type, string Modifiers, bool IsPartial, Constant Default)
{
    /// <summary>A value as one of its type; null where it is none.</summary>
    public object? Convert(object? value) => (value, Type) switch
    {
        (int, "int") or (double, "double") or (bool, "bool") => value,
        (int whole, "double") => (double)whole,
        _ => null,
    };
}

/// <summary>A class, and the types that it is nested in from the outermost.</summary>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Name">The name without type parameters.</param>
/// <param name="TypeParameters">Such as <c>&lt;T&gt;</c>, or empty.</param>
/// <param name="Modifiers">Modifiers and keyword such as <c>partial class</c>.</param>
/// <param name="Containers">Headers such as <c>partial class Outer&lt;T&gt;</c>.</param>
public sealed record TypeDeclaration(string Namespace, string Name, string TypeParameters, string Modifiers, EquatableArray<string> Containers)
{
    /// <summary>The name by which uses refer to it, as <see cref="BlockName"/> takes it apart.</summary>
    public string FullName { get; init; } = Name;

    /// <summary>The accessibility that a member can have that takes one: public, internal or private.</summary>
    public string Access { get; init; } = "public";

    /// <summary>The methods of the generated base that its author overrides, where that is all that is wrong with its form.</summary>
    public EquatableArray<string> Overridden { get; init; }

    /// <summary>Whether the generator can add to it from a file of its own.</summary>
    public bool IsOpen { get; init; } = true;
}

/// <summary>A member that is a value of the network.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Modifiers">Such as <c>public partial</c>.</param>
/// <param name="IsPartial">Whether the generator writes the property's body.</param>
/// <param name="Attributes">The attributes on it, in order.</param>
/// <param name="Documentation">The user's own documentation comment, as inner XML.</param>
public sealed record NodeDeclaration(string Name, string Modifiers, bool IsPartial, EquatableArray<AttributeDeclaration> Attributes, string Documentation)
{
    /// <summary>What its type is called where the class stands: longer where the author has another type of that name.</summary>
    public string Type { get; init; } = nameof(Node);

    /// <summary>Which accessors it has beside <c>get;</c>, such as <c>private set;</c>. Only a model that cannot be compiled has any.</summary>
    public string Setter { get; init; } = "";
}

/// <summary>A member that is a number or a flag and can be named in arguments.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Value">What it computes; null where the compiler cannot follow.</param>
/// <param name="Text">The expression as written.</param>
public sealed record MemberDeclaration(string Name, Expression? Value, string Text);

/// <summary>A reason why a class cannot be a model as it stands.</summary>
/// <param name="Kind">The rule it belongs to.</param>
/// <param name="Member">The member it is about; null for the class.</param>
/// <param name="Message">What is wrong and what would work.</param>
public sealed record FormProblem(FormProblemKind Kind, string? Member, string Message);

/// <summary>The rules about a class's form.</summary>
public enum FormProblemKind
{
    /// <summary>Not partial, nodes scattered over several declarations, or a member that is no partial Node property.</summary>
    Partiality,

    /// <summary>A form of class that cannot be a model.</summary>
    Form,

    /// <summary>A member with a name that the generated class needs.</summary>
    ReservedName,
}
