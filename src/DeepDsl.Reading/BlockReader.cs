using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading;

/// <summary>Reads the blocks that a class uses, and those that they use.</summary>
/// <remarks>The semantic step of a generator runs on every edit anyway, so it can follow uses into other files and assemblies; the result is a value, and cuts.</remarks>
internal sealed class BlockReader
{
    private readonly SortedDictionary<string, ModelDeclaration> _found = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _unreadable = new(StringComparer.Ordinal);
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancel;

    private BlockReader(Compilation compilation, CancellationToken cancel) => (_compilation, _cancel) = (compilation, cancel);

    /// <summary>A declaration together with the blocks that it uses.</summary>
    public static ModelDeclaration Complete(ModelDeclaration model, ModelParts parts, Compilation compilation, CancellationToken cancel)
    {
        var reader = new BlockReader(compilation, cancel);
        reader.AddUsedBy(parts);
        return model with
        {
            Blocks = reader._found.Values.ToEquatableArray(),
            Unreadable = reader._unreadable.Select(block => new UnreadableBlock(block.Key, block.Value)).ToEquatableArray(),
        };
    }

    /// <summary>A model of another assembly together with the blocks that it uses; null where it cannot be had.</summary>
    public static ModelDeclaration? ReadForeign(INamedTypeSymbol type, Compilation compilation, CancellationToken cancel)
    {
        var reader = new BlockReader(compilation, cancel);
        var name = new BlockName(TypeReader.FullName(type, compilation.Assembly));
        reader.AddForeign(name, type);
        return reader._found.TryGetValue(name.Text, out var model) && reader._unreadable.Count == 0
            ? model with { Blocks = reader._found.Values.Where(block => block != model).ToEquatableArray() }
            : null;
    }

    private void AddUsedBy(ModelParts user)
    {
        foreach (var type in Used(user))
        {
            var name = TypeReader.FullName(type, _compilation.Assembly);
            if (new BlockName(name) is { IsForeign: true } foreign)
                AddForeign(foreign, type);
            else if (!_found.ContainsKey(name) && ModelParts.Of(type, _cancel) is { } parts)
            {
                _found[name] = ModelReader.ReadAlone(parts, _compilation.GetSemanticModel(parts.Main.SyntaxTree), _cancel, out _);
                AddUsedBy(parts);
            }
        }
    }

    /// <summary>Adds a block of another assembly, and those that it names in turn.</summary>
    private void AddForeign(BlockName name, INamedTypeSymbol? type)
    {
        _cancel.ThrowIfCancellationRequested();
        if (_found.ContainsKey(name.Text) || _unreadable.ContainsKey(name.Text))
            return;
        if (ForeignBlock.Read(name, type, out var reason) is not { } block)
        {
            _unreadable[name.Text] = reason;
            return;
        }
        _found[name.Text] = block;
        foreach (var used in block.Nodes.SelectMany(node => node.Attributes).Select(attribute => attribute.Block).OfType<string>())
            AddForeign(new(used), ForeignBlock.Find(new(used), _compilation));
    }

    private IEnumerable<INamedTypeSymbol> Used(ModelParts user) =>
        from node in NodeReader.Find(user, _cancel)
        from attribute in LanguageAttributes.On(node.Symbol)
        let block = LanguageAttributes.BlockOf(attribute) as INamedTypeSymbol
        where block is not null
        select block.OriginalDefinition;
}
