namespace DeepDsl;

/// <summary>What training minimizes. Several losses add up, each times its <see cref="Weight"/>.</summary>
/// <remarks>On a member a loss judges that member; on the class, the one result, or the member it names (an attribute on the class needs the class's name in <c>nameof</c>).</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public abstract class LossAttribute : Attribute
{
    /// <summary>The name of the member to judge; <see langword="null"/> for the member it is written on, or the one result.</summary>
    public string? Value { get; private protected set; }

    /// <summary>What the loss is multiplied with.</summary>
    [Range]
    public double Weight { get; set; } = 1;

    // The members that are judged; null stands for the member it is written on, or the one result.
    internal virtual IEnumerable<string?> Values => [Value];

    // The member that serves as target, if it is one.
    internal virtual string? TargetMember => null;

    // Whether the training loop gives a target.
    internal virtual bool TakesTarget => true;
}

/// <summary>A loss between a value and a target of the same shape.</summary>
public abstract class ComparingLossAttribute : LossAttribute
{
    /// <summary>The name of the member that is the target, such as an input; by default the training loop gives it. No gradient flows to it.</summary>
    public string? Target { get; set; }

    internal override string? TargetMember => Target;

    internal override bool TakesTarget => Target is null;
}

/// <summary>A loss between values for classes and the indices of the right ones.</summary>
public abstract class ClassesLossAttribute : LossAttribute
{
    /// <summary>The dimension of the classes, counted with the batch as 0. By default the channels of feature maps, and the last dimension of vectors and sequences; <c>Dim = 1</c> is what PyTorch takes for sequences (classes, length).</summary>
    public int Dim { get; set; }

    /// <summary>The target value of samples that do not count.</summary>
    public int IgnoreIndex { get; set; } = -100;

    /// <summary>What a sample counts, by its class: <c>new[] { 1, 0.2 }</c>; by default all count the same. As with PyTorch's <c>weight</c>, the mean is taken over the weights of the targets.</summary>
    public double[]? ClassWeights { get; set; }
}
