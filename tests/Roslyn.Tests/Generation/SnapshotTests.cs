namespace Roslyn.Tests.Generation;

/// <summary>The generated files of some models, as a reader sees them.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Models => [.. TestModels.Snapshots.Keys];

    [Theory, MemberData(nameof(Models))]
    public void Generated_code_is_as_verified(string model)
    {
        var compilation = TestCompilation.Of(TestModels.Snapshots[model]);
        Assert.Empty(compilation.Diagnostics);
        Snapshot.Verify(model, string.Concat(compilation.Files.OrderBy(file => file.HintName, StringComparer.Ordinal).Select(file => $"//// {file.HintName}\n{file.SourceText}\n")));
    }
}
