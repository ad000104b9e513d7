namespace DeepDsl;

/// <summary>An option has an effect only with another one.</summary>
/// <param name="option">The name of the other option.</param>
/// <param name="values">What the other option has to be for that; anything but 0, false and null where nothing is named.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class OnlyWithAttribute(string option, params object[] values) : Attribute
{
    /// <summary>The name of the other option.</summary>
    public string Option { get; } = option;

    /// <summary>What the other option has to be; nothing where it only has to be something.</summary>
    public object[] Values { get; } = values;

    /// <summary>Whether nobody misses the effect.</summary>
    public bool IsHarmless { get; set; }
}
