using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>State dictionaries and files in which a tied weight has either of its names, or both.</summary>
public sealed class TiedLoadingTests
{
    private const string Source = """
        [Block] public partial class Coder
        {
            [Input] public partial Node X { get; }
            [Linear(4, Bias = false, Name = "down")] public partial Node Down { get; }
            [Tanh, Linear(4, Bias = false), Linear(4, Name = "again", TieWeight = nameof(Down))] public partial Node Y { get; }
        }
        [Model, CrossEntropyLoss, AdamW(1e-2)] public partial class Language
        {
            [Input(5, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(11, 4, Name = "wte")] public partial Node Table { get; }
            [Use<Coder>(Repeat = 2, Name = "h"), LayerNorm(Name = "ln_f"), Linear(11, Bias = false, TieWeight = nameof(Table), Name = "lm_head")] public partial Node Logits { get; }
        }
        """;

    private static readonly System.Reflection.Assembly Compiled = RuntimeModel.Compile(Source);

    private static readonly Dictionary<string, string> SecondNames = new() { ["lm_head.weight"] = "wte.weight", ["h.0.again.weight"] = "h.0.down.weight", ["h.1.again.weight"] = "h.1.down.weight" };

    [Fact]
    public void Saved_files_and_dictionaries_hold_it_once()
    {
        using var model = Create(1);
        string[] names =
        [
            "wte.weight", "h.0.down.weight", "h.0.y.linear.weight", "h.0.again.bias", "h.1.down.weight", "h.1.y.linear.weight", "h.1.again.bias", "ln_f.weight", "ln_f.bias",
        ];
        Assert.Equal(names, model.state_dict().Keys);
        using var reader = new BinaryReader(Saved(model.state_dict()));
        Assert.Equal(names.Length, reader.Read7BitEncodedInt64());
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("both")]
    public void Any_name_is_accepted(string names)
    {
        foreach (var load in (Action<nn.Module, Dictionary<string, Tensor>>[])[(model, state) => model.load_state_dict(state), (model, state) => model.load(Saved(state))])
        {
            using var scope = NewDisposeScope();
            using var other = Create(1);
            using var model = Create(2);
            // The names are of use where the model has not the type of what is loaded.
            model.to(ScalarType.Float64);
            load(model, Renamed(other.state_dict(), names));
            Assert.All(other.state_dict(), pair => Assert.True(model.state_dict()[pair.Key].equal(pair.Value.to(ScalarType.Float64)).all().item<bool>(), pair.Key));
        }
    }

    [Fact]
    public void What_was_loaded_is_used()
    {
        using var scope = NewDisposeScope();
        using var other = Create(1);
        using var model = Create(2);
        using var tokens = Tensors.Classes(1, 11, [3, 5]);
        model.Predict(tokens);
        model.load_state_dict(Renamed(other.state_dict(), "second"));
        Tensors.Near(other.Predict(tokens), model.Predict(tokens), 1e-6);
    }

    [Fact]
    public void Two_values_for_one_weight_are_refused_unless_one_is_skipped()
    {
        using var scope = NewDisposeScope();
        using var other = Create(1);
        using var model = Create(2);
        var before = Tensors.Snapshot(model);
        var state = Renamed(other.state_dict(), "both");
        state["lm_head.weight"] = state["lm_head.weight"] + 1;
        var message = "The values do not fit into 'Language': 'wte.weight' and 'lm_head.weight' are one tied weight here, but have different values; skip 'lm_head.weight' to leave it out.";
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => { model.load_state_dict(state, strict: false); }).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => { model.load(Saved(state)); }).Message);
        Assert.All(model.state_dict(), pair => Tensors.Same(before[pair.Key], pair.Value, pair.Key));
        model.load_state_dict(state, skip: ["lm_head.weight"]);
        Tensors.Same(other.state_dict()["wte.weight"], model.state_dict()["wte.weight"]);
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_is_copied()
    {
        using var scope = NewDisposeScope();
        using var other = Create(1);
        using var model = Create(2);
        var before = Tensors.Snapshot(model);
        var state = Renamed(other.state_dict(), "second");
        state.Remove("ln_f.bias");
        state["lm_head.weight"] = state["lm_head.weight"].t();
        state["lm_head.bias"] = zeros(11);
        Assert.Equal(
            "The values do not fit into 'Language': 'lm_head.weight' is [4, 11], but [11, 4] here; 'ln_f.bias' is missing; 'lm_head.bias' is not known here.",
            Assert.Throws<InvalidOperationException>(() => { model.load_state_dict(state); }).Message);
        Assert.Equal(
            "The values do not fit into 'Language': 'lm_head.weight' is [4, 11], but [11, 4] here.",
            Assert.Throws<InvalidOperationException>(() => { model.load_state_dict(state, strict: false); }).Message);
        Assert.All(model.state_dict(), pair => Tensors.Same(before[pair.Key], pair.Value, pair.Key));
    }

    [Fact]
    public void Names_that_are_missing_or_unknown_are_returned_where_that_is_allowed()
    {
        using var scope = NewDisposeScope();
        using var other = Create(1);
        using var model = Create(2);
        var before = Tensors.Snapshot(model);
        var state = Renamed(other.state_dict(), "second");
        state.Remove("lm_head.weight");
        state["head.bias"] = zeros(11);
        var (missing, unexpected) = model.load_state_dict(state, strict: false, skip: ["ln_f.weight"]);
        Assert.Equal(["wte.weight"], missing);
        Assert.Equal(["head.bias"], unexpected);
        foreach (var (name, value) in model.state_dict())
            Tensors.Same(name is "wte.weight" or "ln_f.weight" ? before[name] : other.state_dict()[name], value, name);

        var loaded = new Dictionary<string, bool>();
        model.load(Saved(state), strict: false, skip: ["ln_f.weight"], loadedParameters: loaded);
        Assert.Equal(["head.bias", "ln_f.weight"], loaded.Where(pair => !pair.Value).Select(pair => pair.Key).Order());
        Assert.True(loaded["h.1.again.weight"]);
    }

    private static Model<Tensor, Tensor> Create(long seed) => RuntimeModel.Create(Compiled, "Language", new() { Seed = seed });

    private static Dictionary<string, Tensor> Renamed(Dictionary<string, Tensor> state, string names)
    {
        var renamed = state.ToDictionary(pair => pair.Key, pair => pair.Value.detach());
        foreach (var (second, first) in SecondNames)
        {
            renamed[second] = renamed[first].clone();
            if (names != "both")
                renamed.Remove(names == "first" ? second : first);
        }
        return renamed;
    }

    private static MemoryStream Saved(Dictionary<string, Tensor> state)
    {
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file))
            nn.Module.save_state_dict(writer, state);
        return new(file.ToArray());
    }
}
