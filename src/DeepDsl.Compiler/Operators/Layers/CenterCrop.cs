using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The middle of a feature map, as large as another one.</summary>
internal sealed class CenterCrop(EquatableArray<Shape> inputs) : Operator<CenterCropAttribute>, IShapeReader, ITransparent, IRearrangement
{
    private readonly Shape _x = inputs[0];
    private readonly Shape _like = inputs[1];

    public int ValueInputs => 1;

    public override Misfit? Misfit =>
        !_x.IsImage || !_like.IsImage ? new ShapeMismatch($"needs inputs (channels, height, width), but cuts {_x} to the size of {_like}")
        : _x.Height < _like.Height || _x.Width < _like.Width ? new ShapesDiffer($"cuts the middle out of a larger map, but {_x} is not as large as {_like}")
        : null;

    public override Shape Output => Shape.Of(_x.Channels, _like.Height, _like.Width);

    // torchvision rounds a half to the even number.
    private int Top => (int)Math.Round((_x.Height - _like.Height) / 2.0);

    private int Left => (int)Math.Round((_x.Width - _like.Width) / 2.0);

    private bool IsWhole => Output.Equals(_x);

    public override SignalRule Signal(SignalCall y) => new Cropping(Top, Left);

    public override string Portable(PortableCall y) => IsWhole ? y.X : $"{y.X}.narrow(2, {Top}, {_like.Height}).narrow(3, {Left}, {_like.Width})";

    public override void Forward(ForwardCall y)
    {
        if (IsWhole)
            y.ResultIsViewOf(y.X);
        else
            y.Step($"CropKernel.Forward({y.X}, {y.Result}, {Top}, {Left})");
    }

    public override void Backward(BackwardCall y)
    {
        if (!y.Wants(0))
            return;
        if (IsWhole)
            y.Passes(0, y.Grad);
        else
            y.Step($"CropKernel.Backward({y.Grad}, {y.GradOf(0)}, {Top}, {Left})");
    }
}
