using System.Text.RegularExpressions;

namespace DeepDsl.Native;

/// <summary>Makes one sentence of what a platform's loader says when TorchSharp's native libraries do not load.</summary>
internal static partial class NativeLoadFailure
{
    private static readonly string[] Supported = ["linux-x64", "win-x64", "osx-arm64"];

    /// <summary>What is missing and what to do about it.</summary>
    /// <param name="text">The message of the exception, which holds the loader's words.</param>
    /// <param name="platform">A portable runtime identifier, such as <c>linux-x64</c>.</param>
    public static string Explain(string text, string platform)
    {
        if (!Supported.Contains(platform))
        {
            return $"TorchSharp has no native libraries for {platform}, only for linux-x64 with glibc, win-x64 and osx-arm64; "
                + "run the program on one of these.";
        }

        if (MissingVersion().Match(text) is { Success: true } version)
        {
            return $"TorchSharp's native libraries need {version.Groups["version"].Value}, which this machine's {Path.GetFileName(version.Groups["file"].Value)} "
                + $"does not have; {CureFor(version.Groups["version"].Value)}.";
        }

        if (IsAbsence(text))
            return $"TorchSharp's native libraries are not there; reference the package TorchSharp-cpu in the project that is run{OrRuntime(platform)}.";

        if (MissingDependency().Match(text) is { Success: true } dependency)
        {
            return $"TorchSharp's native libraries need {dependency.Groups["file"].Value}, which this machine does not have; "
                + "install the package that brings it.";
        }

        return $"TorchSharp's native libraries do not load; the system says: {FirstReason(text)}";
    }

    /// <summary>Whether the loader met nothing worse than files that are not there, so that they may still be elsewhere.</summary>
    public static bool IsAbsence(string text) => Reasons(text).All(IsAbsentTorch);

    // The loader names a dependency without its folder, and TorchSharp's own library with each folder it has tried.
    private static bool IsAbsentTorch(string line) => NotFound().IsMatch(line) && (!MissingDependency().IsMatch(line) || TorchLibrary().IsMatch(line));

    private static string CureFor(string version) => version is "GLIBCXX_3.4.32"
        ? "rebuild the program on this machine or with the MSBuild property DeepDslPatchTorchSharp set to 'always', which makes it run without"
        : "run the program on a newer Linux distribution";

    // Windows says the same of a missing library and of one whose dependencies are missing.
    private static string OrRuntime(string platform) => platform.StartsWith("win") ? ", or install the Microsoft Visual C++ Redistributable" : "";

    private static string FirstReason(string text) => Reasons(text).FirstOrDefault(line => !NotFound().IsMatch(line)) ?? text;

    private static IEnumerable<string> Reasons(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => !line.StartsWith("Unable to load shared library"));

    [GeneratedRegex(@"(?<file>\S+): version [`'](?<version>[^']+)' not found")]
    private static partial Regex MissingVersion();

    [GeneratedRegex(@"^(?<file>[^/\s:]+): cannot open shared object file", RegexOptions.Multiline)]
    private static partial Regex MissingDependency();

    // The loaders of Linux, macOS and Windows; the last is translated, but for its number.
    [GeneratedRegex("No such file|no such file|0x8007007E")]
    private static partial Regex NotFound();

    [GeneratedRegex(@"^lib(LibTorchSharp|torch\w*|c10)\.")]
    private static partial Regex TorchLibrary();
}
