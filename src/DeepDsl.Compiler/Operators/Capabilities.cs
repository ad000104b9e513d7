using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators;

/// <summary>A nonlinearity: decides what <see cref="Initializer.Auto"/> means for the weights before it.</summary>
public interface IActivation
{
    /// <summary>The initializer that fits, with its gain.</summary>
    (Initializer Initializer, double Gain) Matching { get; }

    /// <summary>What its results lie between.</summary>
    (double Low, double High) Range { get; }

    /// <summary>Whether inputs that are far enough out get no gradient at all.</summary>
    bool CanDie { get; }
}

/// <summary>A function of every element by itself.</summary>
public interface IPointwise
{
    /// <summary>The function, from which its moments at the start of training follow.</summary>
    Curve Curve { get; }
}

/// <summary>A function of every element by itself, which the kernel of the operator before it can apply on its way out.</summary>
public interface IFunction
{
    /// <summary>The kernel's struct, such as <c>new ReLUFunction()</c>.</summary>
    string Function { get; }

    /// <summary>Whether the derivative follows from the result alone, so that the argument need not be kept.</summary>
    bool DerivesFromResult { get; }
}

/// <summary>Its kernel can go on with operators behind it before it writes the result.</summary>
public interface IFusing
{
    /// <summary>Whether it can do this besides.</summary>
    bool Fuses(Epilogue epilogue);
}

/// <summary>In inference it multiplies every channel by a constant and adds another one, which the weights of the operator before it can do.</summary>
public interface IFoldable
{
    /// <summary>The arguments of the kernel's <c>FrozenNorm</c>.</summary>
    FormattableString Constants(NodeCall y);
}

/// <summary>In inference its weights can take over the constants of an <see cref="IFoldable"/>, before all else that its kernel does besides.</summary>
public interface IFolding : IFusing;

/// <summary>Takes maxima over windows, which in inference the kernel before it can do while its maps are at hand.</summary>
public interface IPooling
{
    /// <summary>The arguments of the kernel's <c>MaxPoolWindow</c>.</summary>
    string Window { get; }
}

/// <summary>Makes maps, of which in inference its kernel may keep no more than the maxima of an <see cref="IPooling"/>.</summary>
public interface IMapMaker : IFolding
{
    /// <summary>Whether it can.</summary>
    bool CanPool { get; }
}

/// <summary>Draws random numbers while training; the draws are keyed by the layer's number.</summary>
public interface IStochastic;

/// <summary>Looks at some inputs for nothing but their shape: no kernel reads them, and no gradient goes to them.</summary>
public interface IShapeReader
{
    /// <summary>The number of leading inputs whose values count.</summary>
    int ValueInputs { get; }
}

/// <summary>Keeps the scale of its input in shape but not in value: an initializer's choice looks through it for the activation.</summary>
public interface ITransparent;

/// <summary>Stands for several operators.</summary>
public interface IComposite
{
    /// <summary>Applies the operators it stands for and returns the last value; null where the operator itself is what is meant.</summary>
    GraphNode? Expand(IExpansion graph);
}

/// <summary>What a composite operator builds with.</summary>
public interface IExpansion
{
    /// <summary>The inputs of the composite.</summary>
    IReadOnlyList<GraphNode> Inputs { get; }

    /// <summary>Applies an operator.</summary>
    /// <param name="attribute">The operator.</param>
    /// <param name="kind">What it is called in names.</param>
    /// <param name="inputs">What it is applied to.</param>
    GraphNode Apply(OperatorAttribute attribute, string kind, params GraphNode[] inputs);
}
