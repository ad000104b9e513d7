using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading.Forms;

/// <summary>The names that occur in generated code, as far as others could get in their way. A test holds the lists against what is generated.</summary>
internal static class GeneratedNames
{
    /// <summary>Members of the generated class.</summary>
    public static readonly HashSet<string> Members =
    [
        "forward", "Predict", "TrainForward", "TrainBackward", "TrainStep", "ComputeGradients", "MeasureSignal", "CopyParametersFrom", "LerpParametersFrom", "Clone", "OnCreated",
        "Summary", "LastOutput", "Compose", "RunForward", "RunBackward", "RunGradients", "RunPortable", "PredictPortable", "Workspace", "_workspaces", "PredictWorkspace", "_predictions",
    ];

    /// <summary>Those of them that are no methods, so that not even an overload can share the name.</summary>
    public static readonly HashSet<string> WithoutOverloads = ["Summary", "LastOutput", "Workspace", "_workspaces", "PredictWorkspace", "_predictions"];

    /// <summary>Types and functions that are called by their simple names, where a member would come first.</summary>
    public static readonly HashSet<string> Called =
    [
        "State", "Layout", "LayerSummary", "Portable", "Init", "AnnealStrategy", "torch", "functional", "no_grad", "NewDisposeScope",
    ];

    /// <summary>Types that are named where only a type can stand.</summary>
    public static readonly HashSet<string> Types =
    [
        "Tensor", "ModelOptions", "ModelState", "SignalMeasurement", "ModelSummary", "ISupervisedModel", "ParameterSlot", "BufferSlot", "InvalidOperationException",
        "AdadeltaAttribute", "AdagradAttribute", "AdamAttribute", "AdamaxAttribute", "AdamWAttribute", "NAdamAttribute", "RMSpropAttribute", "SGDAttribute",
        "OneCycleLRAttribute", "CosineAnnealingLRAttribute", "ClipGradNormAttribute",
    ];

    /// <summary>The kernels, as the runtime has them; none where it is not referenced.</summary>
    public static IEnumerable<string> Kernels(Compilation compilation) => Runtime(compilation).Where(name => name.EndsWith("Kernel", StringComparison.Ordinal));

    /// <summary>Everything that could get in the way of a type.</summary>
    public static IEnumerable<string> All(Compilation compilation) => Called.Concat(Types).Concat(Runtime(compilation));

    private static IEnumerable<string> Runtime(Compilation compilation) =>
        compilation.GetTypeByMetadataName("DeepDsl.Kernels.Slot")?.ContainingNamespace.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public).Select(type => type.Name) ?? [];
}
