using Microsoft.CodeAnalysis;

namespace Roslyn.Tests;

/// <summary>What test sources are compiled against: the framework these tests run on, DeepDsl and TorchSharp.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => IsReferenced(Path.GetFileNameWithoutExtension(file)))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private static bool IsReferenced(string assembly) =>
        assembly is "netstandard" or "mscorlib" or "DeepDsl" or "DeepDsl.Abstractions" or "TorchSharp" or "System" || assembly.StartsWith("System.", StringComparison.Ordinal);
}
