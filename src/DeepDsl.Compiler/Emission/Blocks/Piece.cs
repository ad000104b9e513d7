using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>A piece of a line of generated code: text that belongs to the block, or an argument in which its instances may differ.</summary>
internal readonly record struct Piece(string Text, Argument? Argument = null)
{
    public static implicit operator Piece(string text) => new(text);

    public static implicit operator Piece(Argument argument) => new("", argument);

    /// <summary>Arguments with commas between them.</summary>
    public static IEnumerable<Piece> List(IEnumerable<Piece> arguments) => arguments.SelectMany((argument, index) => index == 0 ? new[] { argument } : [", ", argument]);

    public string Key => Argument is { } argument ? $"\0{argument.Type} {argument.Name}\0" : Text;
}

/// <summary>What an instance of a block is given from outside.</summary>
/// <param name="Type">The C# type of the parameter.</param>
/// <param name="Name">What the parameter would be called.</param>
/// <param name="Value">A constant as C#, a <see cref="Moment"/>, a <see cref="Value"/> or a <see cref="GraphNode"/>.</param>
/// <param name="Own">How the instance's own code can say it; null where only what is around it can. Where all say the same, nothing need be given.</param>
internal sealed record Argument(string Type, string Name, object Value, string? Own = null)
{
    /// <summary>The argument of a block inside another, named after both.</summary>
    public Argument Of(BlockInstance child) => this with { Name = Text.CamelCase(child.Name).TrimStart('@') + char.ToUpperInvariant(Name[0]) + Name[1..] };

    /// <summary>A constant for a block inside: a model writes it, a block passes on what it is given.</summary>
    public Piece PassedTo(BlockInstance child) => child.Parent!.IsModel ? (string)Value : Of(child);

    public static Argument Constant(string type, string name, string text) => new(type, name, text, text);
}

/// <summary>A step of the plan, counted from the beginning.</summary>
internal readonly record struct Moment(int Index);
