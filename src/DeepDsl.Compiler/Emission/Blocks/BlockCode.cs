using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The code of one instance of a block, or of the model itself, with everything else told by name.</summary>
/// <remarks>Blocks inside it come first: their code is finished, and shared by all that are alike, before it is called.</remarks>
internal sealed class BlockCode
{
    public BlockCode(BlockInstance instance, MemoryPlan plan, MemoryPlan inference, ModelApi api, IReadOnlyDictionary<BlockInstance, BlockModule> modules)
    {
        Instance = instance;
        Parameters = new(instance, plan.Program.Graph, modules);
        var compose = new ComposeLines(instance, plan.Program, api, modules);
        (Compose, ComposeInputs, Result) = (compose.Section, compose.Inputs, compose.Result);
        Steps = new(instance, plan, api, modules);
        Inference = new(instance, inference, api, modules);
    }

    public BlockInstance Instance { get; }

    /// <summary>The fields that hold parameters and blocks.</summary>
    public ParameterLines Parameters { get; }

    /// <summary>The body of the portable path.</summary>
    public Section Compose { get; }

    /// <summary>What the portable path is given, beside constants.</summary>
    public IReadOnlyList<Argument> ComposeInputs { get; }

    /// <summary>What the portable path returns.</summary>
    public ComposedResult Result { get; }

    /// <summary>The training step.</summary>
    public StepLines Steps { get; }

    /// <summary>Inference, whose values have lifetimes of their own.</summary>
    public StepLines Inference { get; }

    public StepLines StepsOf(Pass pass) => pass == Pass.Inference ? Inference : Steps;
}
