using DeepDsl.Corpus.Truth.Sources;

namespace Corpus.Tests;

/// <summary>The models of samples/Challenges: each sick one is told of by the rule that is meant, and each fixed one is what the code fix makes of it.</summary>
public sealed class ChallengeTests
{
    [Theory]
    [InlineData("SigmoidStack", "DD0401")]
    [InlineData("LoudStart", "DD0303")]
    [InlineData("Saddle", "DD0302")]
    [InlineData("PlainStack", "DD0405")]
    [InlineData("WrongInitializer", "DD0301")]
    [InlineData("LongWay", "DD0406")]
    public async Task The_first_fix_of_the_one_warning_makes_the_model_that_nothing_is_wrong_with(string model, string rule)
    {
        var cancel = TestContext.Current.CancellationToken;
        var sick = await ModelSource.ReadAsync(Read("Sick", model), cancel);
        var warning = Assert.Single(sick.Findings);
        Assert.Equal((rule, "Warning"), (warning.Id, $"{warning.Severity}"));

        var fix = (await sick.FixesOfAsync(warning, cancel))[0];
        var mended = (await fix.Apply(cancel)).Replace("Challenges.Sick", "Challenges.Fixed");
        var expected = Read("Fixed", model);
        Assert.Equal(WithoutComments(expected), WithoutComments(mended));
        Assert.Contains($"{rule} offers first: \"{fix.Kind}\"", expected);
        Assert.Empty((await ModelSource.ReadAsync(mended, cancel)).Findings);
    }

    private static string Read(string folder, string model) => "using System;\n" + File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Challenges", folder, $"{model}.cs"));

    private static IEnumerable<string> WithoutComments(string source) => source.Split('\n').Where(line => !line.StartsWith("///", StringComparison.Ordinal));
}
