namespace DeepDsl.Analyzers;

/// <summary>The subjects of rules, by which an .editorconfig can set severities.</summary>
internal static class RuleCategories
{
    /// <summary>What cannot work: shapes, names, the form of a class.</summary>
    public const string Shapes = "DeepDsl.Shapes";

    /// <summary>How layers, norms, activations and losses go together.</summary>
    public const string Composition = "DeepDsl.Composition";

    /// <summary>How the model is trained.</summary>
    public const string Training = "DeepDsl.Training";

    /// <summary>How weights start.</summary>
    public const string Initialization = "DeepDsl.Initialization";

    /// <summary>How signals and gradients are predicted to fare.</summary>
    public const string Signal = "DeepDsl.Signal";

    /// <summary>How code uses a model.</summary>
    public const string Usage = "DeepDsl.Usage";
}
