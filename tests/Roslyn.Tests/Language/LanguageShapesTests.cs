using DeepDsl;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Shapes;

namespace Roslyn.Tests.Language;

/// <summary>The operators take, and make, values of as many dimensions as the page says.</summary>
public sealed class LanguageShapesTests
{
    // With sizes and arguments of 8, nothing but the number of dimensions can be wrong.
    private const int Size = 8;

    private const int MaxRank = 4;

    // What begins a member, and blocks, take no value by themselves.
    public static TheoryData<string, string> Rows =>
    [
        .. from table in LanguagePage.Tables
           where table.Kind == "Operator" && table.Header.Contains("Shapes")
           from row in table.Rows
           let shapes = row["Shapes"]
           where !shapes.StartsWith('→') && !shapes.StartsWith("as", StringComparison.Ordinal)
           select (row.Subjects[0].Split('(')[0], shapes),
    ];

    [Theory, MemberData(nameof(Rows))]
    public void Fit(string name, string shapes)
    {
        var (taken, made) = shapes.Split(" → ") is [var left, var right] ? (left, right) : (shapes, null);
        var attribute = (OperatorAttribute)LanguageAttribute.All.Single(attribute => attribute.Name == name).Make(Size);
        for (var rank = 1; rank <= MaxRank; rank++)
        {
            var x = Shape.Of(Enumerable.Repeat(Size, rank));
            var op = Catalog.CreateOperator(attribute, new Shape[] { x, x }.ToEquatableArray());
            Assert.True(Fits(taken, rank) == op.Misfit is null, $"[{name}] is said to take {taken}, but of {x} it says: {op.Misfit?.Message ?? "it fits"}");
            if (op.Misfit is not null)
                continue;
            if (made is null)
                Assert.Equal(x, op.Output);
            else
                Assert.True(Fits(made, op.Output.Rank), $"[{name}] is said to make {made}, but makes {op.Output} of {x}.");
        }
    }

    // Of several values, the first is the current one.
    private static bool Fits(string pattern, int rank) => pattern.Split(" or ").Select(LanguagePage.Codes).Any(tuples =>
    {
        if (tuples.Length == 0)
            return pattern is "any" or "broadcast";
        var sizes = tuples[0].Trim('(', ')').Split(", ");
        return sizes.Contains("…") ? rank >= sizes.Length - 1 : rank == sizes.Length;
    });
}
