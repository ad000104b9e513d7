namespace DeepDsl;

/// <summary>The part of <see cref="UseAttribute{TBlock}"/> that does not depend on the block.</summary>
/// <param name="arguments">The hyperparameters in order: numbers, flags, or names of members. An array gives one value per repetition.</param>
public abstract class UseAttribute(params object[] arguments) : OperatorAttribute
{
    /// <summary>The hyperparameters in order: numbers, flags, or names of members. An array gives one value per repetition.</summary>
    public object[] Arguments { get; } = arguments;

    /// <summary>How many times the block is stacked: a number or a member's name. With 0, the default, an array among the arguments says it, and without one it is once.</summary>
    /// <remarks>
    /// Where it or an array is written, the names of parameters count the repetitions, also where there is but one: <c>layer1.0.conv1.weight</c> with <c>Name = "layer1"</c>.
    /// A number in braces says where they are counted instead, and from what: with <c>Name = "denseblock1.denselayer{1}"</c>, as in torchvision, the first is <c>denseblock1.denselayer1.norm1.weight</c>.
    /// </remarks>
    public object Repeat { get; set; } = 0;

    /// <summary>The names of the members that are the block's second and further inputs. The first input is the current value, and runs through all repetitions.</summary>
    public string[] Inputs { get; set; } = [];

    /// <summary>The name of an earlier member with a use of the same block, whose parameters this use shares.</summary>
    public string? Share { get; set; }

    /// <summary>The name of the member of the block at which it ends; its last one by default.</summary>
    public string? Until { get; set; }

    /// <summary>Whether what is taken up stays as it is: its parameters have no gradient and no optimizer moves them, and it runs as in inference also while training, with the running statistics of its norms and without dropout or noise.</summary>
    /// <remarks>Gradients still pass through to what stands before it. A use that shares the parameters of a frozen one is frozen too. Parameters come from elsewhere: <c>CopyParametersFrom</c> takes an instance of every model that is used, and <c>load_state_dict</c> takes all.</remarks>
    public bool Frozen { get; set; }

    internal override IEnumerable<string?> OtherInputs => Inputs;
}

/// <summary>Takes up a block: its members become part of this network, with parameters of their own.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/> or <see cref="ModelAttribute"/>, of this assembly or of another one that was compiled with DeepDsl.</typeparam>
/// <param name="arguments">The hyperparameters in order: numbers, flags, or names of members. An array gives one value per repetition, as in <c>[Use&lt;BasicBlock&gt;(128, new[] { 2, 1 })]</c>.</param>
public sealed class UseAttribute<TBlock>(params object[] arguments) : UseAttribute(arguments)
    where TBlock : class;
