using CsCheck;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Declarations;

/// <summary>The text by which other assemblies read a declaration.</summary>
public sealed class CompiledGraphTests
{
    private const string Sample = """
        [MSELoss(Weight = 0.5), AdamW(3e-4)] class Net
        block Gated { [Hyper] int Width [Hyper(0.5)] double Factor [Hyper(true)] bool Deep [Input] X [Linear(nameof(Width), Bias = false), Tanh(When = nameof(Deep))] Y }
        [Input(3, 8, 8)] X
        Hidden => (int)(4 * X.Channels * 0.3) % 7
        Deep => !(Hidden <= 3 && X.Height == 8) || Hidden > -1
        Width => Deep ? Math.Max(Hidden, 2) : -Hidden
        [Conv2d(4, [3, 1], Padding = [1, 0], WeightInit = Initializer.Orthogonal), Flatten] Body
        [Use<Gated>([3, nameof(Width)], 0.25, Repeat = 2), Output] Y
        """;

    [Fact]
    public void Says_in_a_few_lines_what_a_class_consists_of() => Assert.Equal("""
        (model Net
         (on (MSELoss (= Weight 0.5d)))
         (on (AdamW 0.0003d))
         (member Hidden "(int)(4 * X.Channels * 0.3) % 7" (% (int (* (* 4 (size X Channels)) 0.3d)) 7))
         (member Deep "!(Hidden <= 3 && X.Height == 8) || Hidden > -1" (|| (! (&& (<= (get Hidden) 3) (== (size X Height) 8))) (> (get Hidden) (- 1))))
         (member Width "Deep ? Math.Max(Hidden, 2) : -Hidden" (? (get Deep) (Max (get Hidden) 2) (- (get Hidden))))
         (node X (Input (array 3 8 8)))
         (node Body (Conv2d 4 (array 3 1) (= Padding (array 1 0)) (= WeightInit 8)) (Flatten))
         (node Y (Use (of Gated) (array (array 3 "Width") 0.25d) (= Repeat 2)) (Output)))
        """, CompiledGraph.Write(Declare.Model(Sample)));

    [Fact]
    public void Is_the_same_in_every_culture()
    {
        var text = CompiledGraph.Write(Declare.Model(Sample));
        using var culture = Culture.Polish();
        Assert.Equal(text, CompiledGraph.Write(Declare.Model(Sample)));
        Assert.Equal(InLibrary(Declare.Model(Sample)), Read("Net", text));
    }

    [Fact]
    public void Reads_back_as_it_was_written()
    {
        var model = Declare.Model(Sample);
        foreach (var declaration in model.Blocks.Append(model))
            Assert.Equal(InLibrary(declaration), Read(declaration.Type.Name, CompiledGraph.Write(declaration)));
    }

    [Fact]
    public void Random_models_read_back_as_they_were_written() => RandomGraphs.Sources.Sample(source =>
    {
        var model = Declare.Model(source);
        return model.Blocks.Append(model).All(declaration => InLibrary(declaration).Equals(Read(declaration.Type.Name, CompiledGraph.Write(declaration))));
    }, iter: 200);

    public static TheoryData<object> Constants =>
    [
        true, false, 0, -5, int.MinValue, 0.1, -0.0, 1e300, double.Epsilon, double.MaxValue, double.NaN, double.NegativeInfinity, 0.1f, float.NaN, 'x', '\0', 5L, ulong.MaxValue, (byte)3, (sbyte)-3, (short)-7, (ushort)7, uint.MaxValue,
        "", "a b", "\"quoted\\\"", "lines\r\nand\ttabs", "Größe 大 \ud800", "null", "3", "(", "\"\"\"",
    ];

    [Theory, MemberData(nameof(Constants))]
    public void Every_constant_reads_back(object value)
    {
        var attribute = new AttributeDeclaration("LinearAttribute", [new(value), new((EquatableArray<Constant>)[new(value), new(1)])], [new("Name", new(value))]);
        var model = Declare.Model("[Input(3)] X") with { Nodes = [new("Y", "", false, [attribute], "")] };
        var read = Read("Net", CompiledGraph.Write(model));
        Assert.Equal(attribute, read!.Nodes[0].Attributes[0]);
        Assert.All(CompiledGraph.Write(model), character => Assert.InRange(character, '\n', '~'));
        Assert.DoesNotContain("\"\"\"", CompiledGraph.Write(model));
    }

    [Theory]
    [InlineData("Größe")]
    [InlineData("true")]
    [InlineData("_1")]
    public void Every_name_reads_back(string name)
    {
        var model = new ModelDeclaration(new("", name, "", "", []), [], [new(name, "", false, [new("Misspelt", [], [])], "")], [new(name, new Expression.Name(name), name), new("Lost", null, "x << 1")], [])
        {
            IsBlock = true,
            Hypers = [new(name, "bool", "", false, new((object?)null))],
        };
        Assert.Equal(InLibrary(model), Read(name, CompiledGraph.Write(model)));
    }

    [Fact]
    public void Names_of_blocks_become_those_that_others_see()
    {
        var use = new AttributeDeclaration("UseAttribute", [], []);
        var model = Declare.Model("[Input(3)] X") with { Nodes = [new("Y", "", false, [use with { Block = "Vision.Outer+Inner`1" }, use with { Block = "Third::Gated" }], "")] };
        Assert.Equal(["Library::Vision.Outer+Inner`1", "Third::Gated"], Read("Net", CompiledGraph.Write(model))!.Nodes[0].Attributes.Select(attribute => attribute.Block));
    }

    [Fact]
    public void What_is_damaged_is_no_declaration_and_no_crash()
    {
        var text = CompiledGraph.Write(Declare.Model(Sample));
        string[] pieces = ["", "(", ")", "\"", "\\", "\\u12", "#", "d", "9999999999", "(Int64 99999999999999999999)", "(Int32)", "(char 70000)", "nan", "\ud800", "(=)", "(of)", "(of 3)", "(block)", "\0"];
        for (var at = 0; at < text.Length; at++)
        {
            Try(text[..at]);
            Try(text.Remove(at, 1));
            foreach (var piece in pieces)
            {
                Try(text.Insert(at, piece));
                Try(text[..at] + piece + text[(at + 1)..]);
            }
        }
        foreach (var odd in (string?[])[null, "", "()", "(block)", "(model X", "(model X) (model Y)", new string('(', 100_000), "(model X (node Y (Linear #)))", "(model X (node Y (Linear d)))", "(model X (member Y \"\" (get)))", "(model X (hyper W long 3))"])
            Assert.Null(Try(odd));

        static ModelDeclaration? Try(string? text)
        {
            var read = CompiledGraph.Read(new("Library::Net"), CompiledGraph.Version, text, out var reason);
            Assert.Equal(read is null ? "What 'Library' says about 'Net' is damaged: compile 'Library' again" : "", reason);
            // Whatever could be read can be compiled, soundly or not.
            if (read is not null && text!.Length % 7 == 0)
                ModelCompiler.Analyze(read);
            return read;
        }
    }

    [Fact]
    public void A_newer_format_is_not_guessed_at()
    {
        Assert.Null(CompiledGraph.Read(new("Library::Vision.Gated"), 2, "(block Gated)", out var reason));
        Assert.Equal("'Gated' was compiled with DeepDsl format 2; this one reads up to 1: update the DeepDsl package here", reason);
        Assert.Null(CompiledGraph.Read(new("Library::Vision.Gated"), 0, "(block Gated)", out reason));
        Assert.Contains("damaged", reason);
    }

    private static ModelDeclaration? Read(string name, string text) => CompiledGraph.Read(new($"Library::{name}"), CompiledGraph.Version, text, out _);

    /// <summary>What the text keeps of a declaration, as a use in another assembly sees it.</summary>
    private static ModelDeclaration InLibrary(ModelDeclaration model) => new(
        new("", model.Type.Name, "", "partial class", []) { FullName = $"Library::{model.Type.Name}" },
        model.Attributes,
        model.Nodes.Select(node => new NodeDeclaration(node.Name, "", false, node.Attributes.Select(InLibrary).ToEquatableArray(), "")).ToEquatableArray(),
        model.Members,
        [])
    {
        IsBlock = model.IsBlock,
        Hypers = model.Hypers.Select(hyper => hyper with { Modifiers = "", IsPartial = false }).ToEquatableArray(),
    };

    private static AttributeDeclaration InLibrary(AttributeDeclaration attribute) => attribute with { Block = attribute.Block is { } block ? $"Library::{block}" : null };
}
