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

    // Few, as thousands of compilations have to look through them.
    private static bool IsReferenced(string assembly) => assembly
        is "DeepDsl" or "DeepDsl.Abstractions" or "TorchSharp" or "netstandard" or "System.Private.CoreLib" or "System.Runtime" or "System.Collections" or "System.Console" or "System.Linq"
        or "System.Memory" or "System.Runtime.Numerics";
}
