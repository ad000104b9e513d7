namespace Repository.Tests;

/// <summary>The folder that holds DeepDsl.sln.</summary>
internal static class RepositoryRoot
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "DeepDsl.sln")) ? folder
        : Directory.GetParent(folder) is { } parent ? Find(parent.FullName)
        : throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds DeepDsl.sln.");
}
