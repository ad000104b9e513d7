namespace DeepDsl;

/// <summary>Makes an <see cref="int"/>, <see cref="double"/> or <see cref="bool"/> property a hyperparameter of a block, given in order to <see cref="UseAttribute{TBlock}"/>. On a model it needs a default.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HyperAttribute : Attribute
{
    /// <summary>A hyperparameter that every use gives.</summary>
    public HyperAttribute()
    {
    }

    /// <summary>A hyperparameter with a default.</summary>
    public HyperAttribute(int value) => Default = value;

    /// <summary>A hyperparameter with a default.</summary>
    public HyperAttribute(double value) => Default = value;

    /// <summary>A hyperparameter with a default.</summary>
    public HyperAttribute(bool value) => Default = value;

    /// <summary>The default; <see langword="null"/> where every use gives a value.</summary>
    public object? Default { get; }
}
