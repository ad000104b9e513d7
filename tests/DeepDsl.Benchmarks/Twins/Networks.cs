using Runtime.Tests.Twins;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepDsl.Benchmarks.Twins;

/// <summary>The networks of the workloads as one writes them in TorchSharp, their parts in the order of the models'.</summary>
internal static class Networks
{
    public static Module<Tensor, Tensor> TinyMlp() => Sequential(Linear(2, 64), Tanh(), Linear(64, 64), Tanh(), Linear(64, 1));

    public static Module<Tensor, Tensor> Mlp784() => Sequential(Linear(784, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10));

    public static Module<Tensor, Tensor> DeepLayerNormMlp() => Sequential(
        [.. Enumerable.Range(0, 20).Select(_ => new Branch(Sequential(LayerNorm(128), Linear(128, 128), ReLU()))), LayerNorm(128), Linear(128, 10)]);

    public static Module<Tensor, Tensor> MnistCnn() => Sequential(
        [.. Stage(1, 32), MaxPool2d(2), .. Stage(32, 64), MaxPool2d(2), Flatten(), Linear(64 * 49, 10)]);

    public static Module<Tensor, Tensor> Digits() => Sequential(
        [.. Stage(1, 32), .. Stage(32, 32), MaxPool2d(2), .. Stage(32, 64), .. Stage(64, 64), AdaptiveAvgPool2d(1), Flatten(), new SharedDropout(0.3), Linear(64, 10)]);

    public static Module<Tensor, Tensor> Vgg11() => Sequential(
        [.. Stage(3, 64), MaxPool2d(2), .. Stage(64, 128), MaxPool2d(2), .. Stage(128, 256), .. Stage(256, 256), MaxPool2d(2),
         .. Stage(256, 512), .. Stage(512, 512), MaxPool2d(2), .. Stage(512, 512), .. Stage(512, 512), MaxPool2d(2), Flatten(), Linear(512, 10)]);

    /// <param name="blocks">The number of blocks in each of the three stages.</param>
    public static Module<Tensor, Tensor> ResNet(int blocks) => Sequential(
        [Conv2d(3, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU(),
         .. from stage in Enumerable.Range(0, 3)
            from block in Enumerable.Range(0, blocks)
            select new ResidualBlock(block > 0 || stage == 0 ? 16 << stage : 8 << stage, 16 << stage),
         AdaptiveAvgPool2d(1), Flatten(), Linear(64, 10)]);

    public static Module<Tensor, Tensor> UNet3() => new UNet();

    public static Module<Tensor, Tensor> Gpt4() => new GptTwin(96, 64, 128, 4, 4);

    private static Module<Tensor, Tensor>[] Stage(int from, int to) => [Conv2d(from, to, 3, padding: 1), BatchNorm2d(to), ReLU()];

    private static Module<Tensor, Tensor> DoubleConv(int from, int to) => Sequential(
        Conv2d(from, to, 3, padding: 1, bias: false), BatchNorm2d(to), ReLU(), Conv2d(to, to, 3, padding: 1, bias: false), BatchNorm2d(to), ReLU());

    private sealed class Branch : NamedModule
    {
        private readonly Module<Tensor, Tensor> _branch;

        public Branch(Module<Tensor, Tensor> branch)
            : base(nameof(Branch)) => _branch = Part("branch", branch);

        public override Tensor forward(Tensor x) => x + _branch.call(x);
    }

    private sealed class ResidualBlock : NamedModule
    {
        private readonly Module<Tensor, Tensor> _branch;
        private readonly Module<Tensor, Tensor>? _skip;

        public ResidualBlock(int from, int to)
            : base(nameof(ResidualBlock))
        {
            var stride = from == to ? 1 : 2;
            _branch = Part("branch", Sequential(
                Conv2d(from, to, 3, stride: stride, padding: 1, bias: false), BatchNorm2d(to), ReLU(), Conv2d(to, to, 3, padding: 1, bias: false), BatchNorm2d(to)));
            if (from != to)
                _skip = Part("downsample", Sequential(Conv2d(from, to, 1, stride: stride, bias: false), BatchNorm2d(to)));
        }

        public override Tensor forward(Tensor x) => functional.relu(_branch.call(x) + (_skip?.call(x) ?? x));
    }

    private sealed class UNet : NamedModule
    {
        private readonly Module<Tensor, Tensor> _top;
        private readonly Module<Tensor, Tensor> _middle;
        private readonly Module<Tensor, Tensor> _bottom;
        private readonly Module<Tensor, Tensor> _rise1;
        private readonly Module<Tensor, Tensor> _rise2;

        public UNet()
            : base(nameof(UNet))
        {
            _top = Part("top", DoubleConv(3, 32));
            _middle = Part("middle", Sequential(MaxPool2d(2), DoubleConv(32, 64)));
            _bottom = Part("bottom", Sequential(MaxPool2d(2), DoubleConv(64, 128), ConvTranspose2d(128, 64, 2, stride: 2)));
            _rise1 = Part("rise1", Sequential(DoubleConv(128, 64), ConvTranspose2d(64, 32, 2, stride: 2)));
            _rise2 = Part("rise2", Sequential(DoubleConv(64, 32), Conv2d(32, 4, 1)));
        }

        public override Tensor forward(Tensor x)
        {
            var top = _top.call(x);
            var middle = _middle.call(top);
            return _rise2.call(cat([top, _rise1.call(cat([middle, _bottom.call(middle)], 1))], 1));
        }
    }
}
