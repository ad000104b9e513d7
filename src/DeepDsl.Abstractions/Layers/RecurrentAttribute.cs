namespace DeepDsl;

/// <summary>A layer that reads a sequence position by position and keeps a state, which starts as zero.</summary>
/// <remarks>
/// Parameters have the names, shapes and order of gates that PyTorch's module of the same name gives its one layer, with <c>batch_first</c>:
/// <c>weight_ih_l0</c> (gates·hidden, features), <c>weight_hh_l0</c> (gates·hidden, hidden), <c>bias_ih_l0</c> and <c>bias_hh_l0</c> (gates·hidden).
/// <see cref="Initializer.Auto"/> starts the input's weights as <see cref="Initializer.XavierUniform"/>, counting every gate as a layer of its own, the
/// state's as <see cref="Initializer.Orthogonal"/> (Saxe et al., 2013, arXiv:1312.6120) and biases as zero; any other choice is that of both weights, and
/// <see cref="Initializer.TorchDefault"/> is PyTorch's U(±1/√hidden).
/// </remarks>
public abstract class RecurrentAttribute : WeightedAttribute
{
    private protected RecurrentAttribute(object hiddenSize) => HiddenSize = hiddenSize;

    /// <summary>The size of the state, which is the number of features of the result.</summary>
    public object HiddenSize { get; }

    /// <summary>Whether the sequence is read from its end; results stay at their positions. <c>Concat</c> of a layer in each direction is a bidirectional one.</summary>
    public bool Reverse { get; set; }
}
