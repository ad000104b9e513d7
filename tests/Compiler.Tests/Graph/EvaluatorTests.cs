using DeepDsl.Compiler.Graph;

namespace Compiler.Tests.Graph;

public sealed class EvaluatorTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("7 / 2", 3)]
    [InlineData("-7 / 2", -3)]
    [InlineData("-7 % 3", -1)]
    [InlineData("2 * 3 % 4", 2)]
    [InlineData("7 / 2 * 2.0", 6.0)]
    [InlineData("7 / 2.0", 3.5)]
    [InlineData("1 / 3.0 * 3", 1.0)]
    [InlineData("-5.5 % 2", -1.5)]
    public void Computes_as_CSharp_does(string expression, object value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("2147483647 + 1", int.MinValue)]
    [InlineData("-2147483647 - 2", int.MaxValue)]
    [InlineData("65536 * 65536", 0)]
    [InlineData("-(-2147483647 - 1)", int.MinValue)]
    public void Wraps_around_as_CSharp_does_at_run_time(string expression, int value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("1 / 0")]
    [InlineData("1 % 0")]
    [InlineData("(-2147483647 - 1) / -1")]
    [InlineData("(-2147483647 - 1) % -1")]
    [InlineData("(int)2147483648.0")]
    [InlineData("(int)(0.0 / 0)")]
    public void Has_no_value_where_CSharp_throws_or_leaves_it_open(string expression) => Assert.Null(Evaluate(expression));

    [Theory]
    [InlineData("1.0 / 0", double.PositiveInfinity)]
    [InlineData("-1 / 0.0", double.NegativeInfinity)]
    [InlineData("0.0 / 0", double.NaN)]
    public void Divides_real_numbers_by_zero(string expression, double value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("(int)2.9", 2)]
    [InlineData("(int)-2.9", -2)]
    [InlineData("(int)7 / 2", 3)]
    [InlineData("(double)7 / 2", 3.5)]
    [InlineData("(double)(7 / 2)", 3.0)]
    [InlineData("(int)(0.75 * 64)", 48)]
    public void Casts(string expression, object value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("1 < 2", true)]
    [InlineData("2 <= 2.0", true)]
    [InlineData("3 > 3", false)]
    [InlineData("2.5 >= 3", false)]
    [InlineData("1 == 1.0", true)]
    [InlineData("1 != 1", false)]
    [InlineData("0.1 + 0.2 == 0.3", false)]
    [InlineData("true == false", false)]
    [InlineData("true != false", true)]
    [InlineData("!(1 < 2)", false)]
    [InlineData("0.0 / 0 == 0.0 / 0", false)]
    public void Compares(string expression, bool value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("true && false", false)]
    [InlineData("false || true", true)]
    [InlineData("true || false && false", true)]
    [InlineData("1 < 2 && 2 < 1", false)]
    public void Combines_flags(string expression, bool value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("false && 1 / 0 == 1", false)]
    [InlineData("true || 1 / 0 == 1", true)]
    [InlineData("true ? 1 : 1 / 0", 1)]
    [InlineData("false ? 1 / 0 : 2", 2)]
    public void Does_not_look_at_what_is_not_needed(string expression, object value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("true && 1 / 0 == 1")]
    [InlineData("false || 1 / 0 == 1")]
    [InlineData("1 / 0 == 1 ? 1 : 2")]
    [InlineData("1 / 0 == 1 && false")]
    [InlineData("true ? 1 / 0 : 1")]
    public void Has_no_value_where_what_is_needed_has_none(string expression) => Assert.Null(Evaluate(expression));

    [Theory]
    [InlineData("Math.Min(3, 5)", 3)]
    [InlineData("Math.Max(3, 5)", 5)]
    [InlineData("Math.Max(3, 2.5)", 3.0)]
    [InlineData("Math.Min(Math.Max(1, 7), 4) + 1", 5)]
    public void Takes_the_smaller_and_the_larger(string expression, object value) => Assert.Equal(value, Evaluate(expression));

    [Theory]
    [InlineData("1 ? 2 : 3")]
    [InlineData("1 && true")]
    [InlineData("true + 1")]
    [InlineData("true < false")]
    [InlineData("!1")]
    [InlineData("-true")]
    [InlineData("(int)true")]
    [InlineData("1 == true")]
    public void Has_no_value_where_the_types_make_no_sense(string expression) => Assert.Null(Evaluate(expression));

    [Fact]
    public void Follows_members() => Assert.Equal(96, Evaluate("Hidden + Width", ("Hidden", "2 * Width"), ("Width", "32")));

    [Theory]
    [InlineData("Missing")]
    [InlineData("A")]
    [InlineData("Loop")]
    [InlineData("Unfollowed")]
    public void Has_no_value_of_what_is_missing_unknown_or_defined_by_itself(string name) =>
        Assert.Null(Evaluate($"{name} + 1", ("Loop", "Loop + 1"), ("A", "B"), ("B", "A"), ("Unfollowed", "null")));

    [Fact]
    public void A_member_that_is_used_twice_is_no_cycle() => Assert.Equal(64, Evaluate("Width + Width", ("Width", "Half + Half"), ("Half", "16")));

    [Fact]
    public void A_cycle_that_is_not_entered_does_no_harm() => Assert.Equal(1, Evaluate("Flag ? 1 : Loop", ("Flag", "true"), ("Loop", "Loop")));

    [Fact]
    public void Knows_sizes_of_nodes()
    {
        var evaluator = new Evaluator(_ => null, (node, property) => (node, property) == ("X", "Channels") ? 3 : null);
        Assert.Equal(12, evaluator.Evaluate(Declare.Expression("4 * X.Channels")));
        Assert.Null(evaluator.Evaluate(Declare.Expression("4 * X.Width")));
        Assert.Null(evaluator.Evaluate(null));
    }

    private static object? Evaluate(string expression, params (string Name, string Value)[] members)
    {
        var values = members.ToDictionary(member => member.Name, member => Declare.Expression(member.Value));
        return new Evaluator(name => values.GetValueOrDefault(name), (_, _) => null).Evaluate(Declare.Expression(expression));
    }
}
