using System.Text;
using DeepDsl.Corpus.Programs.Keras;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>Writes a Keras program as a class in the language: a member for each layer.</summary>
internal sealed class Translator
{
    private readonly KerasModel _model;
    private readonly Givens _givens;
    private readonly List<(string Name, List<string> Attributes)> _members = [];
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly int _side;
    private Value? _last;
    private int[]? _assumed;
    private bool _isEmptied;

    private Translator(KerasModel model, Givens givens, int side) => (_model, _givens, _side) = (model, givens, side);

    /// <summary>The program in the language.</summary>
    /// <param name="model">The program.</param>
    /// <param name="id">What the class is named after.</param>
    /// <param name="givens">What else is known.</param>
    /// <exception cref="Inexpressible">The language cannot say it, or the file does not have it all.</exception>
    public static Translation Of(KerasModel model, string id, Givens givens)
    {
        foreach (var side in AssumedInput.Sides)
        {
            var translator = new Translator(model, givens, side);
            var source = translator.Run(NameOf(id));
            // What is assumed is not to be what makes a program wrong.
            if (translator is not { _assumed: not null, _isEmptied: true } || side == AssumedInput.Sides[^1])
                return new(source, translator._assumed);
        }
        throw new InvalidOperationException("There is no side to assume.");
    }

    private string Run(string name)
    {
        CheckGaps();
        foreach (var layer in _model.Layers)
            Add(layer);
        foreach (var layer in _model.Afterwards.Where(layer => layer.Result is not null && layer.Result == _model.Judged))
            Add(layer);
        EndAtJudged();
        var penalty = Penalty.Of(_model.Layers);
        string[] training = [.. Loss() is { } loss ? [loss] : Array.Empty<string>(), .. _model.Optimizer is { } optimizer ? Optimizers.Of(optimizer, penalty) : []];

        var text = new StringBuilder($"using DeepDsl;\n\n[{string.Join(", ", ["Model", .. training])}]\npublic partial class {name}\n{{\n");
        foreach (var member in _members)
            text.Append($"    [{string.Join(", ", member.Attributes)}]\n    public partial Node {member.Name} {{ get; }}\n{(member == _members[^1] ? "" : "\n")}");
        return text.Append("}\n").ToString();
    }

    private void CheckGaps()
    {
        if (_model.Gap is { } gap)
            throw new Inexpressible("the file does not have all layers", $"The file does not have all layers: {gap}.");
        // Where the gap is an expression, translating says which.
        if (_givens.Portable is { } portable && portable != "full" && !_model.HasExpressions)
            throw new Inexpressible("the file does not have all layers", $"The file says of itself: {portable}.");
        if (_model.Layers.Count == 0)
            throw new Inexpressible("the file does not have all layers", "The file has no layers.");
    }

    private void Add(KerasLayer layer)
    {
        if (layer.Type is "Input" or "InputLayer")
        {
            Declare(layer);
            return;
        }
        if (_last is null)
            Declare(layer);
        // A name that nobody gives is another function's for the value before it.
        Value[] inputs = layer.Inputs.Count == 0 ? [_last!] : [.. layer.Inputs.Select(input => _values.GetValueOrDefault(input, _last!))];
        var piece = Layers.Of(layer, inputs);
        _isEmptied |= piece.Shape.Contains(0);
        _last = piece.Attributes.Count == 0
            ? piece.As(inputs[0].Member)
            : piece.As(Member(layer.Type, inputs[0].Member == _members[^1].Name ? piece.Attributes : [$"From(nameof({inputs[0].Member}))", .. piece.Attributes]));
        if (layer.Result is not null)
            _values[layer.Result] = _last;
    }

    private void Declare(KerasLayer layer)
    {
        var first = _model.Layers.FirstOrDefault(other => other.Type is not ("Input" or "InputLayer" or "Dropout" or "GaussianNoise" or "Activation"));
        var (shape, isAssumed) = InputShape.Of(layer, first, _givens, _side);
        if (isAssumed)
            _assumed = shape;
        var isFeaturesLast = first?.Type is "Dense" or "Embedding";
        var sizes = isFeaturesLast || shape.Length == 1 ? shape : [shape[^1], .. shape[..^1]];
        _last = new(Member("Input", [$"Input({string.Join(", ", sizes)}{(first?.Type == "Embedding" ? ", DType = DType.Int64" : "")})"]), shape, isFeaturesLast);
        if (layer is { Type: "Input" or "InputLayer", Result: { } result })
            _values[result] = _last;
    }

    private string Member(string type, IReadOnlyList<string> attributes)
    {
        var count = _counts[type] = _counts.GetValueOrDefault(type) + 1;
        var name = $"{char.ToUpperInvariant(type[0])}{type[1..]}{count}";
        _members.Add((name, [.. attributes]));
        return name;
    }

    // What follows the judged value is asked for and not trained.
    private void EndAtJudged()
    {
        if (_model.Judged is not { } judged || !_values.TryGetValue(judged, out var value))
            return;
        _last = value;
        var kept = _members.FindIndex(member => member.Name == value.Member) + 1;
        _members.RemoveRange(kept, _members.Count - kept);
    }

    private string? Loss()
    {
        var loss = _model.Loss;
        var areLogits = loss?.Facts.Flag("from_logits") ?? false;
        return (loss?.Name ?? Inferred) switch
        {
            null => null,
            "mse" or "meansquarederror" => "MSELoss",
            "binarycrossentropy" or "bce" or "logloss" => areLogits ? "BCEWithLogitsLoss" : "BCELoss",
            "sigmoidcrossentropy" => "BCEWithLogitsLoss",
            "categoricalcrossentropy" or "sparsecategoricalcrossentropy" => CrossEntropy(takesProbabilities: !areLogits),
            "softmaxcrossentropy" or "sparsesoftmaxcrossentropy" => CrossEntropy(takesProbabilities: false),
            "mae" or "meanabsoluteerror" => "L1Loss",
            "huber" or "huberloss" => loss?.Facts.Real("delta") is { } delta and not 1 ? $"HuberLoss(Delta = {AttributeText.Number(delta)})" : "HuberLoss",
            var other => throw Inexpressible.Lacking($"loss '{other}'"),
        };
    }

    private string? Inferred => !_givens.InfersLoss ? null : IsSoftmax ? "categoricalcrossentropy" : LastOperator == "Sigmoid" ? "binarycrossentropy" : null;

    private string LastOperator => _members[^1].Attributes[^1];

    private bool IsSoftmax => LastOperator.StartsWith("Softmax", StringComparison.Ordinal);

    // Softmax and the logarithm of its probabilities are one loss here, which takes what comes before softmax.
    private string CrossEntropy(bool takesProbabilities)
    {
        if (takesProbabilities)
        {
            if (IsSoftmax)
                TakeSoftmaxAway();
            else if (IsNeverNegative)
                // Keras divides by the sum, as the softmax of logarithms does, and keeps the logarithm from zero.
                _members[^1].Attributes.AddRange(["Clamp(1E-07, double.PositiveInfinity)", "Log"]);
            else
                throw new Inexpressible("the language lacks cross-entropy of values that are no probabilities", $"Cross-entropy of classes judges the results of [{LastOperator}], which may be negative and have no logarithm.");
        }
        return _last is { Rank: 2, IsFeaturesLast: false } ? "CrossEntropyLoss(Dim = 1)" : "CrossEntropyLoss";
    }

    private void TakeSoftmaxAway()
    {
        _members[^1].Attributes.RemoveAt(_members[^1].Attributes.Count - 1);
        if (_members[^1].Attributes.Count == 0)
            _members.RemoveAt(_members.Count - 1);
    }

    private bool IsNeverNegative => LastOperator is "Sigmoid" or "ReLU" or "ReLU6" or "Softplus" or "Exp";

    private static string NameOf(string id)
    {
        var name = string.Concat(id.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return char.IsAsciiLetter(name[0]) ? name : $"P{name}";
    }
}
