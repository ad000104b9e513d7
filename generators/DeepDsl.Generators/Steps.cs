namespace DeepDsl.Generators;

/// <summary>The steps of the pipeline, by the names under which a driver tracks them.</summary>
public static class Steps
{
    /// <summary>From symbols to declarations: on every edit, so it only copies facts.</summary>
    public const string Read = nameof(Read);

    /// <summary>From declarations to text: only where a declaration has changed.</summary>
    public const string Compile = nameof(Compile);
}
