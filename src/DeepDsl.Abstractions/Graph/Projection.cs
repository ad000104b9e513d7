namespace DeepDsl;

/// <summary>What a skip connection passes through where the shapes on its two ends differ.</summary>
public enum Projection
{
    /// <summary>Nothing: the shapes must agree.</summary>
    None,

    /// <summary>A 1x1 convolution with the stride that makes the sizes agree.</summary>
    Conv1x1,

    /// <summary>A 1x1 convolution without bias, then BatchNorm2d, as in the ResNet paper's option B.</summary>
    Conv1x1BatchNorm,

    /// <summary>A linear map of the last dimension, without bias.</summary>
    Linear,
}
