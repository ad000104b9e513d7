namespace DeepDsl.Kernels;

/// <summary>The windows of max pooling.</summary>
/// <param name="kernel">Their height and width.</param>
/// <param name="stride">From one to the next.</param>
/// <param name="padding">How far the first begins outside.</param>
public readonly struct MaxPoolWindow((int, int) kernel, (int, int) stride, (int, int) padding)
{
    internal PoolingWindow Over(PooledMaps x) => new(kernel, stride, padding, x);
}
