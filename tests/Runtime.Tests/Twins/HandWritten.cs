using DeepDsl.Models;
using Runtime.Tests.Harness;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Twins;

/// <summary>Published networks, written by hand in TorchSharp.</summary>
internal static class HandWritten
{
    public static Twin LeNet5() => new(
        Conv2d(1, 6, 5, padding: 2), Tanh(), AvgPool2d(2),
        Conv2d(6, 16, 5), Tanh(), AvgPool2d(2),
        Flatten(), Linear(400, 120), Tanh(),
        Linear(120, 84), Tanh(),
        Linear(84, 10));

    /// <param name="width">What the channels are multiplied with; 64 is the original.</param>
    /// <param name="hidden">The size of the hidden layers.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="draws">Where dropout's masks come from.</param>
    public static Twin AlexNet(int width, int hidden, int classes, DrawSource draws) => new(
        Conv2d(3, width, 11, stride: 4, padding: 2), ReLU(), MaxPool2d(3, stride: 2),
        Conv2d(width, 3 * width, 5, padding: 2), ReLU(), MaxPool2d(3, stride: 2),
        Conv2d(3 * width, 6 * width, 3, padding: 1), ReLU(),
        Conv2d(6 * width, 4 * width, 3, padding: 1), ReLU(),
        Conv2d(4 * width, 4 * width, 3, padding: 1), ReLU(), MaxPool2d(3, stride: 2),
        AdaptiveAvgPool2d(6), Flatten(), new SharedDropout(draws, 0), Linear(36 * 4 * width, hidden), ReLU(),
        new SharedDropout(draws, 1), Linear(hidden, hidden), ReLU(),
        Linear(hidden, classes));

    /// <inheritdoc cref="AlexNet"/>
    public static Twin Vgg11BatchNorm(int width, int hidden, int classes, DrawSource draws)
    {
        Module<Tensor, Tensor>[] Stage(int from, int to, bool pools) =>
            [Conv2d(from * width, to * width, 3, padding: 1), BatchNorm2d(to * width), ReLU(), .. pools ? [MaxPool2d(2)] : (Module<Tensor, Tensor>[])[]];
        return new(
        [
            Conv2d(3, width, 3, padding: 1), BatchNorm2d(width), ReLU(), MaxPool2d(2),
            .. Stage(1, 2, pools: true),
            .. Stage(2, 4, pools: false), .. Stage(4, 4, pools: true),
            .. Stage(4, 8, pools: false), .. Stage(8, 8, pools: true),
            .. Stage(8, 8, pools: false), .. Stage(8, 8, pools: true),
            AdaptiveAvgPool2d(7), Flatten(), Linear(49 * 8 * width, hidden), ReLU(), new SharedDropout(draws, 0),
            Linear(hidden, hidden), ReLU(), new SharedDropout(draws, 1),
            Linear(hidden, classes),
        ]);
    }

    public static Twin SmallNet() => new(
        Conv2d(2, 4, 3, padding: 1), BatchNorm2d(4), ReLU(), MaxPool2d(2),
        Flatten(), Linear(36, 8), LayerNorm(8), GELU(),
        Linear(8, 3));

    /// <summary>Dropout with the masks that a model draws in its current step.</summary>
    private sealed class SharedDropout(DrawSource draws, int layer) : Module<Tensor, Tensor>(nameof(SharedDropout))
    {
        public override Tensor forward(Tensor x) => training ? Portable.Dropout(x, 0.5, draws.Of(layer)) : x.alias();
    }
}
