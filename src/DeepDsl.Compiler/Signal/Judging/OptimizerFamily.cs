using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>How an optimizer takes the scale of gradients.</summary>
public enum OptimizerFamily
{
    /// <summary>None is declared.</summary>
    Undeclared,

    /// <summary>Steps are proportional to the gradient.</summary>
    Sgd,

    /// <summary>Steps are divided by the gradient's own scale, which forgives much.</summary>
    Adam,
}

/// <summary>Reads optimizers.</summary>
public static class OptimizerFamilies
{
    /// <summary>The family of the optimizer that a model declares.</summary>
    public static OptimizerFamily Of(ModelDeclaration model) => In(model) switch
    {
        null => OptimizerFamily.Undeclared,
        SGDAttribute => OptimizerFamily.Sgd,
        _ => OptimizerFamily.Adam,
    };

    /// <summary>The name of the optimizer that a model declares, such as <c>AdamW</c>.</summary>
    internal static string? NameIn(ModelDeclaration model) => In(model)?.GetType().Name.Replace(nameof(Attribute), "");

    private static OptimizerAttribute? In(ModelDeclaration model) => model.Attributes.Select(Catalog.CreateAttribute).OfType<OptimizerAttribute>().FirstOrDefault();
}
