using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The code of a model: its own, and a class for every block, shared by all instances that are alike.</summary>
internal sealed class ModelCode
{
    private readonly Dictionary<BlockInstance, BlockModule> _modules = [];
    private readonly LocalNames _names;
    private readonly List<BlockModule> _order = [];

    /// <param name="plan">The training step.</param>
    /// <param name="inference">The forward pass alone.</param>
    /// <param name="api">What it is called from outside.</param>
    public ModelCode(MemoryPlan plan, MemoryPlan inference, ModelApi api)
    {
        var model = plan.Program.Graph.Model;
        var declaration = plan.Program.Graph.Declaration;
        _names = new([declaration.Type.Name, .. declaration.Nodes.Select(node => node.Name), .. declaration.Members.Select(member => member.Name), .. declaration.Hypers.Select(hyper => hyper.Name)]);
        // A block's code is finished before that of what it stands in.
        foreach (var level in Inside(model).GroupBy(Height).OrderBy(level => level.Key))
        {
            var codes = level.Select(instance => new BlockCode(instance, plan, inference, api, _modules)).ToArray();
            foreach (var alike in codes.Where(code => code.Instance.SharedWith is null).GroupBy(code => (code.Instance.Block, code.Parameters.Section.Key)).ToArray())
                Add(alike.Key.Block, [.. alike], codes);
        }
        Model = new(model, plan, inference, api, _modules);
    }

    public BlockCode Model { get; }

    /// <summary>The classes of blocks, inner ones first.</summary>
    public IReadOnlyList<BlockModule> Modules => _order;

    public BlockModule ModuleOf(BlockInstance instance) => _modules[instance];

    private void Add(string block, BlockCode[] owners, BlockCode[] codes)
    {
        var module = new BlockModule(_names.Add(block + "Module"), owners, [.. codes.Where(code => owners.Any(owner => owner.Instance == code.Instance.Owner))]);
        _order.Add(module);
        foreach (var code in codes.Where(code => owners.Any(owner => owner.Instance == code.Instance.Owner)))
            _modules[code.Instance] = module;
    }

    private static IEnumerable<BlockInstance> Inside(BlockInstance instance) => instance.Children.SelectMany(child => Inside(child).Append(child));

    private static int Height(BlockInstance instance) => instance.Children.Select(child => Height(child) + 1).DefaultIfEmpty(0).Max();
}
