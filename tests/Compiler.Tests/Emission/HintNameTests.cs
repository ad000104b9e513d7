using System.Text.RegularExpressions;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Emission;

/// <summary>Names of files: Roslyn drops all that a generator made if two of them are alike, and case does not count.</summary>
public sealed class HintNameTests
{
    private static readonly ModelDeclaration Model = Declare.Model("[Input(8)] X [Linear(4)] Y");

    [Fact]
    public void A_model_has_five_files_named_by_their_content() =>
        Assert.Equal(["", ".Parameters", ".Forward", ".Inference", ".Training", ".Graph"], NamesOf(Model.Type).Select(name => Regex.Match(name, @"^Net\.[0-9a-f]{8}(.*)\.g\.cs$").Groups[1].Value));

    [Fact]
    public void Models_that_differ_in_anything_have_files_of_their_own()
    {
        TypeDeclaration[] types =
        [
            Model.Type,
            Model.Type with { Name = "NET" },
            Model.Type with { Name = "net" },
            Model.Type with { Namespace = "" },
            Model.Type with { Namespace = "nets" },
            Model.Type with { Namespace = "Nets.Inner" },
            Model.Type with { TypeParameters = "<T>" },
            Model.Type with { Containers = ["partial class Outer"] },
            Model.Type with { Containers = ["partial class outer"] },
            Model.Type with { Containers = ["partial class Outer", "partial class Inner"] },
        ];
        Assert.Distinct(types.SelectMany(NamesOf), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void They_do_not_change_with_what_is_in_the_model() =>
        Assert.Equal(NamesOf(Model.Type), Declare.Files("[MSELoss] class Net [Input(3, 8, 8)] Image [Conv2d(4, 3)] Y").Select(file => file.HintName));

    private static string[] NamesOf(TypeDeclaration type) =>
        [.. ModelCompiler.Compile(ModelCompiler.Analyze(Model with { Type = type })).Select(file => file.HintName)];
}
