namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>Lines of code of one instance: a list of members, or the body of a method.</summary>
internal sealed class Section
{
    private readonly List<Line> _lines = [];

    public IReadOnlyList<Line> Lines => _lines;

    public IEnumerable<Argument> Arguments => _lines.SelectMany(line => line.Pieces).Select(piece => piece.Argument).OfType<Argument>();

    /// <summary>What instances have in common that can share the code.</summary>
    public string Key => string.Join("\n", _lines.Select(line => string.Concat(line.Pieces.Select(piece => piece.Key))));

    /// <summary>Adds a line.</summary>
    /// <param name="pieces">The code.</param>
    /// <param name="comment">What stands behind it, for which instances need not be alike.</param>
    public void Add(IEnumerable<Piece> pieces, string comment = "") => _lines.Add(new([.. pieces], comment));

    public void Add(string text, string comment = "") => Add([text], comment);

    public void Insert(int index, IEnumerable<Piece> pieces) => _lines.Insert(index, new([.. pieces], ""));
}

/// <summary>A line of code.</summary>
internal sealed record Line(Piece[] Pieces, string Comment);

/// <summary>The section that several instances share: arguments in which they differ become parameters.</summary>
internal sealed class SharedSection
{
    private readonly IReadOnlyList<Section> _sections;
    private readonly Argument[][] _arguments;
    private readonly string[] _texts;
    private readonly List<(string Type, string Name, int Position)> _parameters = [];

    /// <param name="sections">The sections of the instances, alike but for arguments.</param>
    /// <param name="taken">Names that parameters cannot have.</param>
    public SharedSection(IReadOnlyList<Section> sections, IEnumerable<string> taken)
    {
        _sections = sections;
        _arguments = [.. sections.Select(section => section.Arguments.ToArray())];
        _texts = new string[_arguments[0].Length];
        var names = new LocalNames(taken);
        for (var i = 0; i < _texts.Length; i++)
            _texts[i] = Text(i, names);
    }

    /// <summary>The parameters, as types and names.</summary>
    public IEnumerable<(string Type, string Name)> Parameters => _parameters.Select(parameter => (parameter.Type, parameter.Name));

    /// <summary>What an instance is given for the parameters.</summary>
    public IEnumerable<Argument> ArgumentsOf(Section section)
    {
        var own = _arguments[Enumerable.Range(0, _sections.Count).First(index => _sections[index] == section)];
        return _parameters.Select(parameter => own[parameter.Position]);
    }

    /// <summary>Writes the lines.</summary>
    public void Write(CodeWriter code)
    {
        var position = 0;
        for (var i = 0; i < _sections[0].Lines.Count; i++)
        {
            var text = string.Concat(_sections[0].Lines[i].Pieces.Select(piece => piece.Argument is null ? piece.Text : _texts[position++]));
            code.Line(text + Comment([.. _sections.Select(section => section.Lines[i].Comment).Distinct()]));
        }
    }

    private string Text(int position, LocalNames names)
    {
        var first = _arguments[0][position];
        if (first.Own is { } own && _arguments.All(arguments => arguments[position].Own == own))
            return own;
        foreach (var parameter in _parameters)
        {
            if (parameter.Type == first.Type && Values(parameter.Position).SequenceEqual(Values(position)))
                return parameter.Name;
        }
        _parameters.Add((first.Type, names.Add(first.Name), position));
        return _parameters[^1].Name;
    }

    private IEnumerable<object> Values(int position) => _arguments.Select(arguments => arguments[position].Value);

    private static string Comment(string[] comments) => comments switch
    {
        [""] => "",
        [var only] => $" // {only}",
        _ => $" // {comments[0]} to {comments[^1]}",
    };
}
