using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>Which blocks use themselves, directly or through others.</summary>
internal sealed class BlockCircles
{
    private readonly Dictionary<string, string[]> _uses = [];
    private readonly ModelDeclaration _model;

    public BlockCircles(ModelDeclaration model)
    {
        _model = model;
        foreach (var declaration in model.Blocks.Append(model))
            _uses[declaration.Type.FullName] = [.. declaration.Nodes.SelectMany(node => node.Attributes).Select(attribute => attribute.Block).OfType<string>().Distinct()];
    }

    /// <summary>Whether a block leads back to itself.</summary>
    public bool Contain(string block) => Reaches(block, block);

    /// <summary>The uses by which the model or block closes a circle. One cause deserves one diagnostic, so that of several blocks in a circle the first by name is told.</summary>
    public IEnumerable<Problem> Problems()
    {
        var own = _model.Type;
        if (!Contain(own.FullName) || _uses.Keys.Any(other => string.CompareOrdinal(other, own.FullName) < 0 && Reaches(own.FullName, other) && Reaches(other, own.FullName)))
            return [];
        return
            from node in _model.Nodes
            from use in node.Attributes.Select((attribute, index) => (attribute.Block, index))
            where use.Block is not null && (use.Block == own.FullName || Reaches(use.Block, own.FullName))
            let way = use.Block == own.FullName ? "" : $" through '{new BlockName(use.Block).Short}'"
            select new Problem(new Cycle($"'{own.Name}' uses itself{way}, so it would never end"), new(node.Name, use.index));
    }

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.Count > 0)
        {
            foreach (var used in _uses.TryGetValue(open.Pop(), out var uses) ? uses : [])
            {
                if (used == to)
                    return true;
                if (seen.Add(used))
                    open.Push(used);
            }
        }
        return false;
    }
}
