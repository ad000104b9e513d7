using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Twins;

/// <summary>A module written by hand whose parts bear the names that are published.</summary>
internal abstract class NamedModule(string name) : Module<Tensor, Tensor>(name)
{
    protected T Part<T>(string part, T module)
        where T : Module
    {
        register_module(part, module);
        return module;
    }

    // By reflection the parts would be registered again, under the names of fields.
    protected override void RegisterComponents()
    {
    }
}

/// <summary>ResNet-18 as in torchvision.</summary>
internal sealed class ResNet18Twin : NamedModule
{
    private readonly Module<Tensor, Tensor>[] _parts;

    /// <param name="widths">Of the four stages; 64, 128, 256 and 512 in the original.</param>
    /// <param name="classes">The number of classes.</param>
    public ResNet18Twin(int[] widths, int classes)
        : base(nameof(ResNet18Twin)) => _parts =
        [
            Part("conv1", Conv2d(3, widths[0], 7, stride: 2, padding: 3, bias: false)), Part("bn1", BatchNorm2d(widths[0])), ReLU(), MaxPool2d(3, 2, 1),
            .. widths.Select((width, stage) => Part($"layer{stage + 1}", Sequential(
                new BasicBlock(widths[Math.Max(stage - 1, 0)], width, stage == 0 ? 1 : 2), new BasicBlock(width, width, 1)))),
            AdaptiveAvgPool2d(1), Flatten(), Part("fc", Linear(widths[^1], classes)),
        ];

    public override Tensor forward(Tensor x) => _parts.Aggregate(x, (value, part) => part.call(value));

    private sealed class BasicBlock : NamedModule
    {
        private readonly Module<Tensor, Tensor> _branch;
        private readonly Module<Tensor, Tensor>? _skip;

        public BasicBlock(int from, int to, int stride)
            : base(nameof(BasicBlock))
        {
            // Sequential alone would put its own name before those of the parts.
            Module<Tensor, Tensor>[] parts =
            [
                Part("conv1", Conv2d(from, to, 3, stride: stride, padding: 1, bias: false)), Part("bn1", BatchNorm2d(to)), ReLU(),
                Part("conv2", Conv2d(to, to, 3, padding: 1, bias: false)), Part("bn2", BatchNorm2d(to)),
            ];
            _branch = Sequential(parts);
            if (stride != 1 || from != to)
                _skip = Part("downsample", Sequential(Conv2d(from, to, 1, stride: stride, bias: false), BatchNorm2d(to)));
        }

        public override Tensor forward(Tensor x) => functional.relu(_branch.call(x) + (_skip?.call(x) ?? x));
    }
}

/// <summary>A DenseNet with the names of torchvision's.</summary>
internal sealed class DenseNetTwin : NamedModule
{
    private readonly Module<Tensor, Tensor> _features;
    private readonly Linear _classifier;

    public DenseNetTwin(int width, int growth, int[] depths, int classes)
        : base(nameof(DenseNetTwin))
    {
        var features = new List<(string, Module<Tensor, Tensor>)>
        {
            ("conv0", Conv2d(3, width, 3, padding: 1, bias: false)), ("norm0", BatchNorm2d(width)), ("relu0", ReLU()), ("pool0", MaxPool2d(2)),
        };
        for (var block = 0; block < depths.Length; block++)
        {
            if (block > 0)
            {
                features.Add(($"transition{block}", Sequential(("norm", BatchNorm2d(width)), ("relu", ReLU()), ("conv", Conv2d(width, width / 2, 1, bias: false)), ("pool", AvgPool2d(2)))));
                width /= 2;
            }
            var layers = new List<(string, Module<Tensor, Tensor>)>();
            for (var layer = 1; layer <= depths[block]; layer++, width += growth)
                layers.Add(($"denselayer{layer}", new DenseLayer(width, growth)));
            features.Add(($"denseblock{block + 1}", Sequential(layers)));
        }
        features.Add(("norm5", BatchNorm2d(width)));
        (_features, _classifier) = (Part("features", Sequential(features)), Part("classifier", Linear(width, classes)));
    }

    public override Tensor forward(Tensor x) => _classifier.call(_features.call(x).relu().mean([2, 3]));

    private sealed class DenseLayer : NamedModule
    {
        private readonly Module<Tensor, Tensor>[] _parts;

        public DenseLayer(int from, int growth)
            : base(nameof(DenseLayer)) => _parts =
            [
                Part("norm1", BatchNorm2d(from)), ReLU(), Part("conv1", Conv2d(from, 4 * growth, 1, bias: false)),
                Part("norm2", BatchNorm2d(4 * growth)), ReLU(), Part("conv2", Conv2d(4 * growth, growth, 3, padding: 1, bias: false)),
            ];

        public override Tensor forward(Tensor x) => cat([x, _parts.Aggregate(x, (value, part) => part.call(value))], 1);
    }
}

/// <summary>A U-Net of two levels with the names of Pytorch-UNet.</summary>
internal sealed class UNetTwin : NamedModule
{
    private readonly Module<Tensor, Tensor> _inc;
    private readonly Module<Tensor, Tensor> _down;
    private readonly Up _up;
    private readonly Out _out;

    public UNetTwin(int width, int classes)
        : base(nameof(UNetTwin))
    {
        _inc = Part("inc", new DoubleConv(3, width));
        _down = Part("down1", new Down(width, 2 * width));
        _up = Part("up1", new Up(2 * width, width));
        _out = Part("outc", new Out(width, classes));
    }

    public override Tensor forward(Tensor x)
    {
        var skip = _inc.call(x);
        return _out.call(_up.Join(_down.call(skip), skip));
    }

    private sealed class DoubleConv : NamedModule
    {
        private readonly Sequential _both;

        public DoubleConv(int from, int to)
            : base(nameof(DoubleConv)) => _both = Part("double_conv", Sequential(
                Conv2d(from, to, 3, padding: 1, bias: false), BatchNorm2d(to), ReLU(), Conv2d(to, to, 3, padding: 1, bias: false), BatchNorm2d(to), ReLU()));

        public override Tensor forward(Tensor x) => _both.call(x);
    }

    private sealed class Down : NamedModule
    {
        private readonly Sequential _both;

        public Down(int from, int to)
            : base(nameof(Down)) => _both = Part("maxpool_conv", Sequential(MaxPool2d(2), new DoubleConv(from, to)));

        public override Tensor forward(Tensor x) => _both.call(x);
    }

    private sealed class Up : NamedModule
    {
        private readonly ConvTranspose2d _up;
        private readonly DoubleConv _conv;

        public Up(int from, int to)
            : base(nameof(Up)) => (_up, _conv) = (Part("up", ConvTranspose2d(from, to, 2, stride: 2)), Part("conv", new DoubleConv(2 * to, to)));

        public Tensor Join(Tensor x, Tensor skip) => _conv.call(cat([skip, _up.call(x)], 1));

        public override Tensor forward(Tensor x) => throw new NotSupportedException();
    }

    private sealed class Out : NamedModule
    {
        private readonly Conv2d _conv;

        public Out(int from, int to)
            : base(nameof(Out)) => _conv = Part("conv", Conv2d(from, to, 1));

        public override Tensor forward(Tensor x) => _conv.call(x);
    }
}

/// <summary>A GPT with the names of GPT-2, and a state dictionary that holds the tied weight twice.</summary>
internal sealed class GptTwin : NamedModule
{
    private readonly Transformer _transformer;

    public GptTwin(int vocabulary, int length, int width, int heads, int depth)
        : base(nameof(GptTwin)) => _transformer = Part("transformer", new Transformer(vocabulary, length, width, heads, depth));

    public override Tensor forward(Tensor tokens) => functional.linear(_transformer.call(tokens), _transformer.Tokens.weight!);

    // As PyTorch's of a tied weight; TorchSharp's own tie would come undone in to().
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        var state = base.state_dict(destination, prefix);
        state["lm_head.weight"] = state["transformer.wte.weight"];
        return state;
    }

    private sealed class Transformer : NamedModule
    {
        private readonly Embedding _positions;
        private readonly Sequential _blocks;
        private readonly LayerNorm _norm;

        public Transformer(int vocabulary, int length, int width, int heads, int depth)
            : base(nameof(Transformer))
        {
            Tokens = Part("wte", Embedding(vocabulary, width));
            _positions = Part("wpe", Embedding(length, width));
            _blocks = Part("h", Sequential([.. Enumerable.Range(0, depth).Select(_ => (Module<Tensor, Tensor>)new Block(width, heads))]));
            _norm = Part("ln_f", LayerNorm(width));
        }

        public Embedding Tokens { get; }

        public override Tensor forward(Tensor tokens) => _norm.call(_blocks.call(Tokens.call(tokens) + _positions.call(arange(tokens.size(1)))));
    }

    private sealed class Block : NamedModule
    {
        private readonly LayerNorm _norm1;
        private readonly LayerNorm _norm2;
        private readonly Attention _attention;
        private readonly Mlp _mlp;

        public Block(int width, int heads)
            : base(nameof(Block)) =>
            (_norm1, _attention, _norm2, _mlp) = (Part("ln_1", LayerNorm(width)), Part("attn", new Attention(width, heads)), Part("ln_2", LayerNorm(width)), Part("mlp", new Mlp(width)));

        public override Tensor forward(Tensor x)
        {
            x += _attention.call(_norm1.call(x));
            return x + _mlp.call(_norm2.call(x));
        }
    }

    private sealed class Attention : NamedModule
    {
        private readonly int _heads;
        private readonly Linear _in;
        private readonly Linear _out;

        public Attention(int width, int heads)
            : base(nameof(Attention)) => (_heads, _in, _out) = (heads, Part("c_attn", Linear(width, 3 * width)), Part("c_proj", Linear(width, width)));

        public override Tensor forward(Tensor x)
        {
            var parts = _in.call(x).chunk(3, -1).Select(part => part.view(x.size(0), x.size(1), _heads, -1).transpose(1, 2)).ToArray();
            var attended = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            return _out.call(attended.transpose(1, 2).reshape(x.shape));
        }
    }

    private sealed class Mlp : NamedModule
    {
        private readonly Linear _fc;
        private readonly Linear _projection;

        public Mlp(int width)
            : base(nameof(Mlp)) => (_fc, _projection) = (Part("c_fc", Linear(width, 4 * width)), Part("c_proj", Linear(4 * width, width)));

        public override Tensor forward(Tensor x) => _projection.call(functional.gelu(_fc.call(x)));
    }
}

/// <summary>TorchSharp's own encoder, with the batch first and a classifier of the mean behind it.</summary>
internal sealed class EncoderTwin : NamedModule
{
    private readonly TorchSharp.Modules.TransformerEncoder _encoder;
    private readonly Linear _classifier;

    public EncoderTwin(int width, int heads, int hidden, int depth, int classes)
        : base(nameof(EncoderTwin)) =>
        (_encoder, _classifier) = (Part("encoder", TransformerEncoder(TransformerEncoderLayer(width, heads, hidden, dropout: 0), depth)), Part("classifier", Linear(width, classes)));

    public override Tensor forward(Tensor x) => _classifier.call(_encoder.call(x.transpose(0, 1), null!, null!).mean([0]));
}
