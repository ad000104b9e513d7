namespace DeepDsl.Analyzers;

/// <summary>What a finding tells its code fix: the keys of a diagnostic's properties.</summary>
public static class Facts
{
    /// <summary>The argument that is to blame, by name or position.</summary>
    public const string Argument = nameof(Argument);

    /// <summary>What to write instead.</summary>
    public const string Suggestion = nameof(Suggestion);

    /// <summary>The class that the suggestion is a member of, where that is another one.</summary>
    public const string Owner = nameof(Owner);

    /// <summary>Where the other attributes stand that the cure changes: starts in the same file, joined by commas.</summary>
    public const string Others = nameof(Others);

    /// <summary>Present where more is wrong than the cure mends.</summary>
    public const string IsPartial = nameof(IsPartial);

    /// <summary>The largest window that fits.</summary>
    public const string KernelSize = nameof(KernelSize);
}
