using DeepDsl;

namespace ResNet;

/// <summary>Two 3x3 convolutions beside a skip connection, which is projected where the shape changes (He et al., 2016).</summary>
[Block]
public partial class BasicBlock
{
    [Hyper] public partial int Width { get; }
    [Hyper(1)] public partial int Stride { get; }

    [Input] public partial Node X { get; }

    [Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU,
     Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d,
     Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm), ReLU]
    public partial Node Y { get; }
}
