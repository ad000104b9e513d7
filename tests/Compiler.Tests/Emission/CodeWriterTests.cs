using DeepDsl.Compiler.Emission;

namespace Compiler.Tests.Emission;

public sealed class CodeWriterTests
{
    [Fact]
    public void Indents_what_is_between_braces()
    {
        var code = new CodeWriter();
        using (code.Open("class Net"))
        {
            using (code.Open("int[] Sizes =", "[", "];"))
                code.Line("1,");
            code.Line();
            code.Line("int A =>");
            using (code.Indent())
                code.Line("1;");
        }
        Assert.Equal("class Net\n{\n    int[] Sizes =\n    [\n        1,\n    ];\n\n    int A =>\n        1;\n}\n", code.ToString());
    }

    [Fact]
    public void No_block_ends_with_an_empty_line()
    {
        var code = new CodeWriter();
        using (code.Open("class Net"))
        {
            code.Line("int A;");
            code.Line();
        }
        Assert.Equal("class Net\n{\n    int A;\n}\n", code.ToString());
    }

    [Theory]
    [InlineData("a\nb", "    a\n    b\n")]
    [InlineData("a\r\nb", "    a\n    b\n")]
    [InlineData("a\n\nb", "    a\n\n    b\n")]
    [InlineData("a ", "    a\n")]
    [InlineData("/// ", "    ///\n")]
    [InlineData("", "\n")]
    public void Every_line_is_indented_and_none_ends_in_space(string text, string written)
    {
        var code = new CodeWriter();
        using (code.Indent())
            code.Line(text);
        Assert.Equal(written, code.ToString());
    }
}
