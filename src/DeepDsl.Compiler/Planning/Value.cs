using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Planning;

/// <summary>What kernels read and write: an activation, a gradient, a parameter, or something kept for the backward pass.</summary>
/// <param name="owner">The instance whose code makes it, or in which the parameter is.</param>
/// <param name="code">What it is called there: <c>Stem</c>, or <c>_stemConvWeight.Value</c>.</param>
public sealed class Value(BlockInstance owner, string code, Shape shape, Residence residence, Element element = Element.Real, bool channelsLast = false)
{
    public BlockInstance Owner { get; } = owner;

    public string Code { get; } = code;

    /// <summary>Whether the backward pass makes it.</summary>
    public bool IsGradient { get; init; }

    /// <summary>What it is called in the model: <c>Stem</c>, <c>Layer1_0.Y</c>, <c>GradLayer1_0.Y</c>; for a parameter the name in the state dictionary.</summary>
    public string Name { get => field ?? (Owner.IsModel ? Code : $"{(IsGradient ? "Grad" : "")}{Owner}.{Code}"); init; }

    /// <summary>How the model's code refers to it, such as <c>w.Stem</c>, <c>w.GradLayer1_0.Y</c> or <c>_stemConvWeight.Value</c>.</summary>
    public string Reference => Residence == Residence.Model ? Code : $"w.{Name}";

    /// <summary>Whether it has a place in the arena, or memory of the native library's, for a time.</summary>
    public bool IsPlanned => Residence is Residence.PerSample or Residence.Fixed;

    /// <summary>Sizes per sample, or altogether for what does not grow with the batch.</summary>
    public Shape Shape { get; } = shape;

    public Residence Residence { get; } = residence;

    public Element Element { get; } = element;

    /// <summary>Whether an image-shaped value has its channels innermost.</summary>
    public bool IsChannelsLast { get; } = channelsLast;

    /// <summary>The value whose memory this one is another view of.</summary>
    public Value? ViewOf { get; init; }

    /// <summary>Whether the memory comes from the native library, which allocates its own results.</summary>
    public bool IsAdopted { get; set; }

    /// <summary>The value that owns the memory.</summary>
    public Value Root => ViewOf?.Root ?? this;

    public override string ToString() => Reference;
}

/// <summary>Where a value lives.</summary>
public enum Residence
{
    /// <summary>In the arena, with one part per sample.</summary>
    PerSample,

    /// <summary>In the arena, with a size of its own.</summary>
    Fixed,

    /// <summary>Among the model's parameters, their gradients or its buffers.</summary>
    Model,

    /// <summary>Beside the parameters: what inference makes of those of a layer, until they change.</summary>
    Prepared,
}

/// <summary>What a value consists of.</summary>
public enum Element
{
    /// <summary>The model's floating-point type.</summary>
    Real,

    /// <summary>32-bit indices.</summary>
    Index,

    /// <summary>64-bit integers, as inputs have them.</summary>
    Integer,
}

/// <summary>A value in the place of an argument that the kernel writes.</summary>
public readonly record struct Written(Value Value);
