using System.Text;
using System.Text.Json.Nodes;
using DeepDsl.Corpus;
using DeepDsl.Corpus.Programs;
using DeepDsl.Corpus.Programs.Judging;
using DeepDsl.Corpus.Programs.Keras;

namespace Corpus.Tests;

/// <summary>Programs are compiled and looked at by all rules.</summary>
public sealed class ProgramTests
{
    private const string File = """
        {"schema": "…", "faulty": [
          {"id": "SO-1", "model": {"layers": [{"type": "Conv2D", "filters": 2, "kernel_size": 9, "input_shape": [8, 8, 1]}, {"type": "Flatten"}, {"type": "Dense", "units": 3, "activation": "softmax"}], "loss": "categorical_crossentropy", "optimizer": {"name": "adam"}},
           "fixed": {"model": {"layers": [{"type": "Conv2D", "filters": 2, "kernel_size": 3, "activation": "relu", "kernel_initializer": "he_normal", "input_shape": [8, 8, 1]}, {"type": "Flatten"}, {"type": "Dense", "units": 3, "activation": "softmax"}], "loss": "categorical_crossentropy", "optimizer": {"name": "adam"}}}},
          {"id": "SO-2", "model": {"layers": [{"type": "SimpleRNN", "units": 3, "input_shape": [8, 8]}]}, "fixed": {"model": {"layers": [{"type": "Bidirectional", "units": 3, "input_shape": [8, 8]}]}}}
        ], "normal": [{"id": "N-1", "model": {"layers": [{"type": "Flatten"}, {"type": "Dense", "units": 3, "activation": "relu", "kernel_initializer": "he_normal"}]}}]}
        """;

    [Fact]
    public async Task Programs_and_their_twins_are_reported_in_order()
    {
        var judgement = new ProgramJudgement(ProgramsCommand.ShapesIn(["N-=8x8x1", "N=3"]), infersLoss: false, sources: null);
        var reports = new List<ProgramReport>();
        foreach (var program in KerasProgram.Read(new MemoryStream(Encoding.UTF8.GetBytes(File))))
            reports.Add(await judgement.OfAsync(program, TestContext.Current.CancellationToken));
        var path = Path.GetTempFileName();
        JsonFile.Write(path, new ProgramsReport(reports));
        var programs = JsonNode.Parse(System.IO.File.ReadAllText(path))!["programs"]!;
        System.IO.File.Delete(path);

        var diagnostic = programs[0]!["diagnostics"]![0]!;
        Assert.Equal(("DD0103", "Error"), ((string)diagnostic["id"]!, (string)diagnostic["severity"]!));
        Assert.StartsWith("[Conv2d] leaves nothing", (string)diagnostic["message"]!);
        ((JsonArray)programs[0]!["diagnostics"]!).Clear();
        // Without a loss, nobody knows which gradients come back.
        Assert.Equal("DD0408", (string)Assert.Single((JsonArray)programs[2]!["diagnostics"]!)!["id"]!);
        ((JsonArray)programs[2]!["diagnostics"]!).Clear();
        Assert.Equal(["id", "severity", "message"], ((JsonObject)diagnostic).Select(value => value.Key));
        Assert.Equal("""
            [{"id":"SO-1","kind":"faulty","expressible":true,"reason":null,"diagnostics":[],"fixed":[]},
            {"id":"SO-2","kind":"faulty","expressible":false,"reason":"The language has no layer \u0027SimpleRNN\u0027.","diagnostics":[],"fixed":null},
            {"id":"N-1","kind":"normal","expressible":true,"reason":null,"diagnostics":[],"fixed":null}]
            """.ReplaceLineEndings(""), programs.ToJsonString());
    }

    [Fact]
    public async Task What_is_translated_is_csharp()
    {
        string[] layers =
        [
            """{"type": "Conv1D", "filters": 4, "kernel_size": 3, "padding": "same", "strides": 2, "input_shape": [32, 3]}""", """{"type": "MaxPooling1D", "padding": "same"}""",
            """{"type": "BatchNormalization"}""", """{"type": "ELU"}""", """{"type": "Flatten"}""", """{"type": "Dense", "units": 4, "kernel_initializer": {"fn": "truncated_normal", "stddev": 0.1}}""",
            """{"type": "ReLU", "max_value": 6}""", """{"type": "Dense", "units": 4, "activation": "exponential", "kernel_initializer": {"fn": "orthogonal", "args": [1.5]}, "bias_initializer": {"fn": "VarianceScaling", "scale": 1.0}}""",
        ];
        var source = Keras.Translate($$"""{"layers": [{{string.Join(", ", layers)}}], "loss": "mse", "optimizer": {"name": "Adam", "lr": 1e-05, "epsilon": 1e-07} }""");
        var diagnostics = await Judge.JudgeAsync(source, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == "Error");
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_named() =>
        Assert.StartsWith("/no/such/folder/report.json cannot be written", Assert.Throws<UserError>(() => JsonFile.Write("/no/such/folder/report.json", new ProgramsReport([]))).Message);

    [Theory]
    [InlineData("N-")]
    [InlineData("N-=0x3")]
    [InlineData("N-=1x2x3x4")]
    [InlineData("N-=axb")]
    public void Shapes_that_are_not_understood_are_named(string input) => Assert.Contains(input, Assert.Throws<UserError>(() => ProgramsCommand.ShapesIn([input])).Message);

    [Theory]
    [InlineData("[]", "there is neither a list 'faulty' nor a list 'normal' of programs")]
    [InlineData("""{"architectures": []}""", "there is neither a list 'faulty' nor a list 'normal' of programs")]
    [InlineData("""{"faulty": [{}]}""", "program 0 of 'faulty' has no id")]
    [InlineData("""{"faulty": [{"id": "SO-1"}]}""", "program 'SO-1': there is no model")]
    [InlineData("""{"normal": [{"id": "SO-1", "model": {"layers": [3]}}]}""", "program 'SO-1': a layer has no type")]
    public void Files_that_are_something_else_are_refused(string json, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => KerasProgram.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)))).Message);
}
