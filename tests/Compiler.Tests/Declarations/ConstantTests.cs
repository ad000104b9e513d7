using DeepDsl;
using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Declarations;

public sealed class ConstantTests
{
    [Theory]
    [InlineData(3, typeof(int), 3)]
    [InlineData(3, typeof(double), 3.0)]
    [InlineData(0.5, typeof(double), 0.5)]
    [InlineData(true, typeof(bool), true)]
    [InlineData("Width", typeof(string), "Width")]
    [InlineData(3, typeof(object), 3)]
    [InlineData("Width", typeof(object), "Width")]
    [InlineData(2, typeof(Initializer), Initializer.KaimingNormal)]
    [InlineData(null, typeof(string), null)]
    [InlineData(null, typeof(object), null)]
    public void Becomes_what_fits(object? value, Type target, object? converted)
    {
        Assert.True(new Constant(value).TryConvert(target, out var result));
        Assert.Equal(converted, result);
    }

    [Theory]
    [InlineData(0.5, typeof(int))]
    [InlineData("3", typeof(int))]
    [InlineData(3, typeof(string))]
    [InlineData(3, typeof(bool))]
    [InlineData(1, typeof(int[]))]
    [InlineData(0.5, typeof(Initializer))]
    [InlineData(null, typeof(int))]
    public void Does_not_become_what_it_is_not(object? value, Type target) => Assert.False(new Constant(value).TryConvert(target, out _));

    [Theory]
    [InlineData("[1, 2]", typeof(int[]), new[] { 1, 2 })]
    [InlineData("[1, 2]", typeof(object), new[] { 1, 2 })]
    [InlineData("[1, 2]", typeof(double[]), new[] { 1.0, 2.0 })]
    [InlineData("[]", typeof(int[]), new int[0])]
    [InlineData("[nameof(A), nameof(B)]", typeof(string[]), new[] { "A", "B" })]
    [InlineData("[nameof(A), nameof(B)]", typeof(object), new[] { "A", "B" })]
    public void An_array_becomes_an_array_of_what_is_wanted_or_of_what_it_holds(string source, Type target, Array converted)
    {
        Assert.True(Array(source).TryConvert(target, out var result));
        Assert.Equal(converted.GetType(), result!.GetType());
        Assert.Equal(converted, result);
    }

    [Theory]
    [InlineData("[1, 2]", typeof(int))]
    [InlineData("[1, 2]", typeof(string[]))]
    [InlineData("[1, 0.5]", typeof(int[]))]
    public void An_array_does_not_become_what_it_is_not(string source, Type target) => Assert.False(Array(source).TryConvert(target, out _));

    [Fact]
    public void An_array_of_several_kinds_holds_objects()
    {
        Assert.True(Array("[1, 0.5]").TryConvert(typeof(object), out var result));
        Assert.Equal([1, 0.5], Assert.IsType<object[]>(result));
    }

    [Theory]
    [InlineData("Of(1, 0.5, true, nameof(A), [1, 2], null, -1e-5)", "[Of(1, 0.5, true, \"A\", [1, 2], null, -1e-5)]")]
    [InlineData("Linear(4, Bias = false, Name = \"fc\")", "[Linear(4, Bias = false, Name = \"fc\")]")]
    [InlineData("ReLU", "[ReLU]")]
    public void Is_shown_as_it_is_written(string source, string shown)
    {
        using var _ = Culture.Polish();
        Assert.Equal(shown, Declare.Attribute(source).ToString());
    }

    private static Constant Array(string source) => Declare.Attribute($"Of({source})").Positional[0];
}
