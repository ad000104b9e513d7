namespace Compiler.Tests.Operators;

/// <summary>An operator on inputs that it fits.</summary>
/// <param name="Operator">The operator without brackets; its inputs are the members A, B and C.</param>
/// <param name="Inputs">Their shapes, such as <c>(3, 32, 32)</c>.</param>
public sealed record Use(string Operator, params string[] Inputs)
{
    /// <summary>Whether it begins a member and takes up no value.</summary>
    public bool IsSource { get; init; }

    /// <summary>The inputs as members.</summary>
    public string Members => string.Concat(Inputs.Select((shape, index) => $"[Input{shape}] {(char)('A' + index)} "));

    /// <summary>A model of this operator alone, whose result is Y.</summary>
    public string Model => $"{Members} [{(IsSource ? "" : "From(nameof(A)), ")}{Operator}] Y";

    public override string ToString() => $"[{Operator}] on {string.Join(", ", Inputs)}";
}
