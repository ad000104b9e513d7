namespace Roslyn.Tests.Generation;

/// <summary>Compares text with what somebody has once read and found good, in <c>Snapshots/NAME.verified.cs</c>.</summary>
internal static class Snapshot
{
    /// <summary>Passes if the text is as verified; else leaves it in <c>Snapshots/NAME.received.cs</c> and shows where it differs.</summary>
    public static void Verify(string name, string text)
    {
        var verified = Path.Combine(Folder, $"{name}.verified.cs");
        var received = Path.Combine(Folder, $"{name}.received.cs");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (text == expected)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as verified. If it should be as it is now: mv {received} {verified}\n{Difference(expected, text)}");
    }

    private static string Folder { get; } = Path.Combine(Root(AppContext.BaseDirectory), "tests", "Roslyn.Tests", "Snapshots");

    /// <summary>The first lines that differ, after one that does not.</summary>
    private static string Difference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var sameAtEnd = before.Reverse().Zip(after.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('\n',
        [
            $"line {same + 1}:",
            .. before[..same].TakeLast(1).Select(line => $"  {line}"),
            .. Changed(before, same, sameAtEnd).Select(line => $"- {line}"),
            .. Changed(after, same, sameAtEnd).Select(line => $"+ {line}"),
        ]);
    }

    private static IEnumerable<string> Changed(string[] lines, int same, int sameAtEnd) => lines[same..Math.Max(same, lines.Length - sameAtEnd)].Take(20);

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "DeepDsl.sln")) ? folder
        : Directory.GetParent(folder) is { } parent ? Root(parent.FullName)
        : throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds DeepDsl.sln.");
}
