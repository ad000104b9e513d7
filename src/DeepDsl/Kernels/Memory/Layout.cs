namespace DeepDsl.Kernels;

/// <summary>How an image-shaped value (channels, height, width) lies in memory.</summary>
public enum Layout
{
    /// <summary>Channels outermost, NCHW.</summary>
    Contiguous,

    /// <summary>Channels innermost, NHWC.</summary>
    ChannelsLast,
}
