namespace DeepDsl;

/// <summary>A layer with a weight matrix or kernel and a bias.</summary>
public abstract class WeightedAttribute : InitializedAttribute
{
    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the bias is initialized: <see cref="Initializer.Auto"/> is zero, <see cref="Initializer.TorchDefault"/> is PyTorch's U(±1/√fan_in).</summary>
    public Initializer BiasInit { get; set; } = Initializer.Auto;

    /// <summary>The standard deviation, bound or value of the bias where <see cref="BiasInit"/> takes one.</summary>
    public double BiasValue { get; set; }
}
