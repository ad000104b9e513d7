namespace DeepDsl;

/// <summary>Which number of connections a Kaiming initializer divides by.</summary>
public enum FanMode
{
    /// <summary>Inputs: keeps the scale of activations.</summary>
    FanIn,

    /// <summary>Outputs: keeps the scale of gradients.</summary>
    FanOut,
}
