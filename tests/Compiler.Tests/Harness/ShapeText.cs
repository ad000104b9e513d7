using System.Globalization;
using DeepDsl.Compiler.Shapes;

namespace Compiler.Tests.Harness;

/// <summary>Shapes written as they are shown, <c>(3, 32, 32)</c>.</summary>
internal static class ShapeText
{
    public static Shape Shape(this string text) => DeepDsl.Compiler.Shapes.Shape.Of(
        text.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(size => int.Parse(size, CultureInfo.InvariantCulture)));
}
