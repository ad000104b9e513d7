using DeepDsl.Compiler.Declarations;
using DeepDsl.Generators;

namespace Roslyn.Tests.Reading;

/// <summary>What the reader makes of members, attributes and comments.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("public const int M = 3 + Other.Four;", "7")]
    [InlineData("private const double M = 3;", "3")]
    [InlineData("public int M => 4 * Width;", "(* 4 Width)")]
    [InlineData("public int M { get { return 4 * this.Width; } }", "(* 4 Width)")]
    [InlineData("public int M { get => Net.Fixed; }", "Fixed")]
    [InlineData("public int M { get; } = 2 + Other.Four;", "6")]
    [InlineData("private readonly int M = Fixed;", "Fixed")]
    [InlineData("static readonly int M = Fixed;", "Fixed")]
    [InlineData("public int M => X.Channels * X.Height;", "(* X.Channels X.Height)")]
    [InlineData("public int M => +this.X.Width % 3;", "(% X.Width 3)")]
    [InlineData("public int M => -(Width - 1) / 2;", "(/ (- (- Width 1)) 2)")]
    [InlineData("public bool M => Width > 3 && !(X.Length <= 4) || Width == Other.Four;", "(|| (&& (> Width 3) (! (<= X.Length 4))) (== Width 4))")]
    [InlineData("public int M => Width != 1 ? Math.Max(Width, 2) : Math.Min(1, Width);", "(? (!= Width 1) (Max Width 2) (Min 1 Width))")]
    [InlineData("public int M => (int)(Width * 1.5);", "(int (* (double Width) 1.5))")]
    [InlineData("public double M => Width / 2;", "(double (/ Width 2))")]
    [InlineData("public double M => (double)Width / 2;", "(/ (double Width) (double 2))")]
    [InlineData("public double M => Width > 1 ? 1 : .5;", "(? (> Width 1) (double 1) 0.5)")]
    public void Follows(string member, string expression) => Assert.Equal(expression, Show(Read(member).Value));

    [Theory]
    [InlineData("public int M { get; set; } = 3;")]
    [InlineData("public int M = 3;")]
    [InlineData("public int M => Width << 1;")]
    [InlineData("public int M => Math.Abs(Width);")]
    [InlineData("public int M => Other.Changing;")]
    [InlineData("public int M => new Net().Width;")]
    [InlineData("public int M => (int)(4L * Width);")]
    [InlineData("public int M => LearningRate > 0 ? 1 : 2;")]
    [InlineData("public int M => Name.Length;")]
    [InlineData("public int M { get { var x = Width; return x; } }")]
    [InlineData("public long M => 4;")]
    [InlineData("public const float M = 4;")]
    [InlineData("public const long M = 4;")]
    [InlineData("public int M => Nobody;")]
    [InlineData("public int M => ;")]
    public void Does_not_follow(string member) => Assert.Null(Read(member).Value);

    [Fact]
    public void Does_not_follow_for_ever() => Assert.Null(Read($"public int M => {string.Concat(Enumerable.Repeat("Width + ", 3000))}Width;").Value);

    [Fact]
    public void Keeps_the_expression_as_written_on_one_line() => Assert.Equal("4 * Width << 1", Read("public int M => 4 *\n        Width << 1;").Text);

    [Theory]
    [InlineData("Linear(8)", "[Linear(8)]")]
    [InlineData("Dropout", "[Dropout]")]
    [InlineData("Flatten(endDim: 2)", "[Flatten(1, 2)]")]
    [InlineData("Linear(nameof(Width), Bias = false, WeightInit = Initializer.Zeros)", "[Linear(\"Width\", Bias = false, WeightInit = 12)]")]
    [InlineData("Conv2d(Other.Four, new[] { 3, 1 }, Padding = new[] { 1, 0 })", "[Conv2d(4, [3, 1], Padding = [1, 0])]")]
    [InlineData("Concat(nameof(X), nameof(X), Dim = -1)", "[Concat([\"X\", \"X\"], Dim = -1)]")]
    [InlineData("property: Linear(8)", "[Linear(8)]")]
    [InlineData("Linear(true)", "[Linear]")]
    [InlineData("Linear(8, Bias = 3)", "[Linear]")]
    public void Copies_arguments(string attribute, string read) => Assert.Equal(read, Model($"[{attribute}] public partial Node Y {{ get; }}").Nodes[^1].Attributes[^1].ToString());

    [Fact]
    public void Passes_over_attributes_that_are_not_the_languages() =>
        Assert.Equal("[[Linear(8)]]", Model("[Obsolete, Linear(8), CLSCompliant(false)] public partial Node Y { get; }").Nodes[^1].Attributes.ToString());

    // C# has an error there, and what follows from it is not worth another one.
    [Fact]
    public void Keeps_the_place_of_an_attribute_that_nobody_knows() =>
        Assert.Equal("[[Lniear], [Tanh]]", Model("[Lniear(8), Tanh] public partial Node Y { get; }").Nodes[^1].Attributes.ToString());

    [Theory]
    [InlineData("/// <summary>One.</summary>\n    /// <remarks>Two.</remarks>", "<summary>One.</summary>\n<remarks>Two.</remarks>")]
    [InlineData("/** <summary>One.\n     *  Two.</summary> */", "<summary>One.\nTwo.</summary>")]
    [InlineData("// One.\n    /// <summary>Two.</summary>\n    // Three.", "<summary>Two.</summary>")]
    [InlineData("//// One.\n    /* Two. */ /**/", "")]
    public void Copies_documentation(string comment, string documentation)
    {
        foreach (var mode in Enum.GetValues<Microsoft.CodeAnalysis.DocumentationMode>())
        {
            var compilation = TestCompilation.Of(TestCompilation.Parsing.WithDocumentationMode(mode), TestCompilation.Options, Source($"{comment}\n    [Linear(8)] public partial Node Y {{ get; }}"));
            Assert.Equal(documentation, Model(compilation).Nodes[^1].Documentation);
        }
    }

    private static MemberDeclaration Read(string member) => Model(member).Members.Single(declared => declared.Name == "M");

    private static ModelDeclaration Model(string members) => Model(TestCompilation.Of(Source(members)));

    private static ModelDeclaration Model(TestCompilation compilation) => (ModelDeclaration)compilation.Driver.GetRunResult().Results.Single().TrackedSteps[Steps.Read][0].Outputs[0].Value;

    private static string Source(string members) => $$"""
        using System;
        using DeepDsl;
        [Model, SGD(0.1)]
        public partial class Net
        {
            [Input(4, 8, 8)] public partial Node X { get; }
            private int Width => 16;
            private static int Fixed => 5;
            private string Name => "net";
            {{members}}
        }
        public static class Other
        {
            public const int Four = 4;
            public static int Changing = 4;
        }
        """;

    private static string Show(Expression? expression) => expression switch
    {
        Expression.Literal literal => new Constant(literal.Value).ToString(),
        Expression.Name name => name.Member,
        Expression.Size size => $"{size.Node}.{size.Property}",
        Expression.Unary unary => $"({unary.Operator} {Show(unary.Operand)})",
        Expression.Binary binary => $"({binary.Operator} {Show(binary.Left)} {Show(binary.Right)})",
        Expression.Conditional choice => $"(? {Show(choice.Condition)} {Show(choice.Then)} {Show(choice.Otherwise)})",
        _ => "nothing",
    };
}
