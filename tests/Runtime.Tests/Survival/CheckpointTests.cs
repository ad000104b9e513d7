using System.Reflection;
using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>Training that is interrupted and goes on.</summary>
public sealed class CheckpointTests
{
    private static readonly Dictionary<string, string> Optimizers = new()
    {
        ["Plain"] = "SGD(0.05)",
        ["Momentum"] = "SGD(0.05, Momentum = 0.9, WeightDecay = 0.01)",
        ["Nesterov"] = "SGD(0.05, Momentum = 0.9, Nesterov = true), OneCycleLR",
        ["Dampened"] = "SGD(0.05, Momentum = 0.9, Dampening = 0.3), ClipGradNorm(0.5)",
        ["Adam"] = "Adam(1e-2), CosineAnnealingLR(WarmupSteps = 2)",
        ["AdamW"] = "AdamW(1e-2, ExcludeNormsAndBiases = true), OneCycleLR",
        ["Adamax"] = "Adamax(1e-2), OneCycleLR",
        ["NAdam"] = "NAdam(1e-2, MomentumDecay = 0.1), OneCycleLR",
        ["NAdamAlone"] = "NAdam(1e-2, MomentumDecay = 0.1)",
        ["RMSprop"] = "RMSprop(1e-3)",
        ["RMSpropMomentum"] = "RMSprop(1e-3, Momentum = 0.9), OneCycleLR",
        ["RMSpropCentered"] = "RMSprop(1e-3, Centered = true)",
        ["RMSpropBoth"] = "RMSprop(1e-3, Centered = true, Momentum = 0.8)",
        ["Adagrad"] = "Adagrad(1e-2, InitialAccumulatorValue = 0.2, LearningRateDecay = 0.1)",
        ["Adadelta"] = "Adadelta(1)",
    };

    private static readonly Assembly Compiled = RuntimeModel.Compile("""
        [Block] public partial class Coder
        {
            [Input] public partial Node X { get; }
            [Linear(6, Bias = false, Name = "down")] public partial Node Down { get; }
            [Tanh, Linear(6, Name = "again", TieWeight = nameof(Down))] public partial Node Y { get; }
        }
        [Model] public partial class Base
        {
            [Input(6)] public partial Node X { get; }
            [Linear(6), BatchNorm1d, Dropout(0.1)] public partial Node Y { get; }
        }
        [Model, MSELoss, SGD(0.05, Momentum = 0.9)] public partial class Thawed
        {
            [Input(6)] public partial Node X { get; }
            [Use<Base>(Name = "base")] public partial Node Frozen { get; }
            [Linear(3)] public partial Node Logits { get; }
        }
        [Model, MSELoss, SGD(0.05, Momentum = 0.9)] public partial class Iced
        {
            [Input(6)] public partial Node X { get; }
            [Use<Base>(Name = "base", Frozen = true)] public partial Node Frozen { get; }
            [Linear(3)] public partial Node Logits { get; }
        }
        """ + string.Concat(Optimizers.Select(pair => $$"""

        [Model, CrossEntropyLoss, {{pair.Value}}] public partial class {{pair.Key}}Net
        {
            [Input(6)] public partial Node X { get; }
            [Use<Base>(Frozen = true)] public partial Node Frozen { get; }
            [Linear(6), BatchNorm1d, ReLU, Dropout(0.3), GaussianNoise(0.1)] public partial Node Body { get; }
            [Use<Coder>(Repeat = 2), LayerNorm] public partial Node Coded { get; }
            [Linear(3)] public partial Node Logits { get; }
        }
        """)));

    public static MatrixTheoryData<string, ScalarType> Cases { get; } = new(Optimizers.Keys, [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_goes_on_to_the_same_bits(string optimizer, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var whole = Create(optimizer, new() { Seed = 1, DType = type, TotalSteps = 9 });
        var supervised = (ISupervisedModel)whole;
        whole.LearningRate *= 0.9f;
        Train(supervised, 0, 4);
        var file = Checkpoint(whole);

        // Everything that can differ does, and it has trained otherwise before.
        using var resumed = Create(optimizer, new() { Seed = 7, DType = type, TotalSteps = 20 });
        Train((ISupervisedModel)resumed, 10, 3);
        resumed.LoadCheckpoint(file);
        AssertSame(whole, resumed);
        Assert.Equal(4, resumed.StepsMade);

        Assert.Equal(Train(supervised, 4, 4), Train((ISupervisedModel)resumed, 4, 4));
        AssertSame(whole, resumed);
        Tensors.Same(whole.forward(Images(type, 20)), resumed.forward(Images(type, 20)));
    }

    [Fact]
    public void What_is_compared_tells_trainings_apart()
    {
        using var scope = NewDisposeScope();
        using var whole = Create("Adam", new() { Seed = 1, TotalSteps = 9 });
        using var fresh = Create("Adam", new() { Seed = 1, TotalSteps = 9 });
        Train((ISupervisedModel)whole, 0, 4);
        // Parameters and buffers alone do not bring a training back.
        fresh.load_state_dict(whole.state_dict());
        Assert.NotEqual(Train((ISupervisedModel)whole, 4, 4)[^1], Train((ISupervisedModel)fresh, 4, 4)[^1]);
    }

    [Fact]
    public void A_checkpoint_may_stand_before_the_first_step()
    {
        using var scope = NewDisposeScope();
        using var whole = Create("Adagrad", new() { Seed = 1 });
        using var resumed = Create("Adagrad", new() { Seed = 2 });
        Train((ISupervisedModel)resumed, 0, 3);
        resumed.LoadCheckpoint(Checkpoint(whole));
        Assert.Equal(Train((ISupervisedModel)whole, 0, 3), Train((ISupervisedModel)resumed, 0, 3));
        AssertSame(whole, resumed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Goes_on_in_another_type(bool convertsFirst)
    {
        using var scope = NewDisposeScope();
        using var whole = Create("AdamW", new() { Seed = 1, TotalSteps = 9 });
        using var resumed = Create("AdamW", new() { Seed = 2, TotalSteps = 9 });
        Train((ISupervisedModel)whole, 0, 3);
        var file = Checkpoint(whole);
        if (convertsFirst)
            resumed.@double();
        resumed.LoadCheckpoint(file);
        resumed.@double();
        whole.@double();
        Assert.Equal(Train((ISupervisedModel)whole, 3, 3), Train((ISupervisedModel)resumed, 3, 3));
        AssertSame(whole, resumed);
    }

    [Fact]
    public void Parameters_that_need_no_gradient_stay_where_they_are()
    {
        using var scope = NewDisposeScope();
        using var whole = Create("Momentum", new() { Seed = 1 });
        using var resumed = Create("Momentum", new() { Seed = 2 });
        Train((ISupervisedModel)whole, 0, 2);
        foreach (var model in new[] { whole, resumed })
            model.get_parameter("body.linear.weight")!.requires_grad = false;
        Train((ISupervisedModel)whole, 2, 1);
        resumed.LoadCheckpoint(Checkpoint(whole));
        Assert.False(resumed.get_parameter("body.linear.weight")!.requires_grad);
        foreach (var model in new[] { whole, resumed })
        {
            Train((ISupervisedModel)model, 3, 1);
            model.get_parameter("body.linear.weight")!.requires_grad = true;
            Train((ISupervisedModel)model, 4, 2);
        }
        AssertSame(whole, resumed);
    }

    [Fact]
    public void A_clone_draws_as_the_clone_of_the_original()
    {
        using var scope = NewDisposeScope();
        using var whole = new DropoutNet(new() { Seed = 1 });
        using var resumed = new DropoutNet(new() { Seed = 2 });
        resumed.LoadCheckpoint(Checkpoint(whole));
        Assert.Equal(1, resumed.State.Options.Seed);
        using var clone = resumed.Clone();
        using var first = whole.Clone();
        Assert.Equal(first.TrainStep(Ordeal.Images(), Ordeal.Targets), clone.TrainStep(Ordeal.Images(), Ordeal.Targets));
    }

    [Fact]
    public void A_model_without_an_optimizer_keeps_what_it_has()
    {
        using var scope = NewDisposeScope();
        using var whole = new BareNet(new() { Seed = 1 });
        using var resumed = new BareNet(new() { Seed = 2 });
        resumed.LoadCheckpoint(Checkpoint(whole));
        AssertSameState(whole, resumed);
    }

    [Fact]
    public void Predict_sees_what_was_loaded()
    {
        using var scope = NewDisposeScope();
        using var whole = Trained();
        using var resumed = new SmallNet();
        resumed.Predict(Ordeal.Images());
        resumed.LoadCheckpoint(Checkpoint(whole));
        Tensors.Same(whole.Predict(Ordeal.Images()), resumed.Predict(Ordeal.Images()));
    }

    [Fact]
    public void Load_takes_the_parameters_of_a_checkpoint() => Ordeal.Survives(model =>
    {
        using var other = Trained();
        var steps = model.StepsMade;
        var loaded = new Dictionary<string, bool>();
        model.load(Checkpoint(other), loadedParameters: loaded);
        Assert.Equal(other.state_dict().Keys.Order(), loaded.Keys.Order());
        Assert.DoesNotContain(false, loaded.Values);
        AssertSameState(other, model);
        Assert.Equal(steps, model.StepsMade);
    });

    [Fact]
    public void It_is_a_state_dictionary_of_TorchSharp()
    {
        using var scope = NewDisposeScope();
        using var model = Trained();
        using var reader = new BinaryReader(Checkpoint(model));
        var names = new List<string>();
        for (var left = reader.Read7BitEncodedInt64(); left > 0; left--)
        {
            names.Add(reader.ReadString());
            Tensor.Load(reader);
        }
        Assert.Equal(reader.BaseStream.Length, reader.BaseStream.Position);
        Assert.Equal(["checkpoint/version", "checkpoint/seed", "checkpoint/draw", "checkpoint/optimizer", "checkpoint/step", "checkpoint/lr"], names.Take(6));
        Assert.Equal(model.state_dict().Keys, names.Skip(6).Take(13));
        Assert.Equal(model.named_parameters().Select(pair => $"checkpoint/momentum_buffer/{pair.name}"), names.Skip(19));
    }

    [Fact]
    public void Streams_stay_open_and_hold_several()
    {
        using var scope = NewDisposeScope();
        using var first = Trained(steps: 1);
        using var second = Trained(steps: 2);
        using var stream = new MemoryStream();
        first.SaveCheckpoint(stream);
        second.SaveCheckpoint(stream);
        stream.Position = 0;
        using var model = new SmallNet();
        model.LoadCheckpoint(stream);
        AssertSame(first, model);
        model.LoadCheckpoint(stream);
        AssertSame(second, model);
    }

    [Fact]
    public void Another_optimizer_is_named_and_nothing_is_loaded() => AssertRefuses(
        "The checkpoint does not fit into 'AdamNet': it was made with SGD (momentum_buffer), but 'AdamNet' declares Adam (exp_avg, exp_avg_sq).", "Momentum", "Adam");

    [Fact]
    public void Another_use_of_one_optimizer_is_named_and_nothing_is_loaded()
    {
        AssertRefuses("The checkpoint does not fit into 'MomentumNet': it was made with SGD, but 'MomentumNet' declares SGD (momentum_buffer).", "Plain", "Momentum");
        AssertRefuses("The checkpoint does not fit into 'RMSpropCenteredNet': it was made with RMSprop (square_avg, momentum_buffer), but 'RMSpropCenteredNet' declares RMSprop (square_avg, grad_avg).", "RMSpropMomentum", "RMSpropCentered");
    }

    [Fact]
    public void A_missing_optimizer_is_named_on_either_side()
    {
        using var scope = NewDisposeScope();
        using var bare = new BareNet();
        using var lossless = new LosslessNet();
        Assert.Contains("it was made without an optimizer, but 'LosslessNet' declares SGD", Refusal(lossless, Checkpoint(bare)), StringComparison.Ordinal);
        Assert.Contains("it was made with SGD, but 'BareNet' declares none", Refusal(bare, Checkpoint(lossless)), StringComparison.Ordinal);
    }

    [Fact]
    public void Frozen_parameters_are_named_on_either_side()
    {
        using var scope = NewDisposeScope();
        using var thawed = RuntimeModel.Create(Compiled, "Thawed");
        using var iced = RuntimeModel.Create(Compiled, "Iced");
        Assert.Equal(
            "The checkpoint does not fit into 'Thawed': 'base.y.linear.weight' is trained here, but was frozen there; 'base.y.linear.bias' is trained here, but was frozen there; "
            + "'base.y.norm.weight' is trained here, but was frozen there; 'base.y.norm.bias' is trained here, but was frozen there.",
            Refusal(thawed, Checkpoint(iced)));
        Assert.Contains("'base.y.linear.weight' is frozen here, but was trained there", Refusal(iced, Checkpoint(thawed)), StringComparison.Ordinal);
        // Its parameters can be taken all the same.
        iced.load(Checkpoint(thawed));
    }

    [Fact]
    public void Other_shapes_and_names_are_named_and_nothing_is_loaded()
    {
        using var scope = NewDisposeScope();
        using var model = new Regressor();
        var assembly = RuntimeModel.Compile(RuntimeModel.Source("Other", "MSELoss, AdamW(1e-2)", "4", """
            [Linear(7), Tanh] public partial Node Hidden { get; }
            [Linear(2)] public partial Node Value { get; }
            """));
        using var other = RuntimeModel.Create(assembly, "Other");
        Assert.StartsWith(
            "The checkpoint does not fit into 'Regressor': 'hidden.linear.weight' is [7, 4], but [8, 4] here; 'hidden.linear.bias' is [7], but [8] here; "
            + "'values.linear.weight' is missing; 'values.linear.bias' is missing; 'value.linear.weight' is not known here; and ",
            Refusal(model, Checkpoint(other)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_ends_anywhere_before_its_end_is_named_and_nothing_is_loaded()
    {
        using var scope = NewDisposeScope();
        using var whole = Trained();
        using var model = new SmallNet();
        var file = Checkpoint(whole).ToArray();
        var before = Checkpoint(model).ToArray();
        for (var length = 0; length < file.Length; length += length < 500 ? 1 : 97)
            Assert.StartsWith("The file is not what 'SaveCheckpoint' writes, or is cut off: ", Damage(model, file[..length]), StringComparison.Ordinal);
        Assert.Equal(before, Checkpoint(model).ToArray());
        model.LoadCheckpoint(new MemoryStream(file));
        Assert.Equal(file, Checkpoint(model).ToArray());
    }

    [Theory]
    [InlineData("text")]
    [InlineData("zip")]
    [InlineData("picture")]
    [InlineData("zeros")]
    [InlineData("ones")]
    [InlineData("noise")]
    public void A_foreign_file_is_none(string kind)
    {
        using var model = new SmallNet();
        var before = Checkpoint(model).ToArray();
        byte[] file = kind switch
        {
            "text" => [.. Enumerable.Repeat("What is this? It was written by no module, but by hand. "u8.ToArray(), 20).SelectMany(line => line)],
            "zip" => [.. "PK\u0003\u0004\0\0\u0008\u0008\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u0012\0\u0012\0archive/data.pklFB"u8],
            "picture" => [0x89, .. "PNG\r\n\u001a\n\0\0\0\rIHDR"u8],
            "zeros" => new byte[5000],
            "ones" => [.. Enumerable.Repeat((byte)255, 5000)],
            _ => [.. Tensors.Classes(seed: 3, 256, 5000).data<long>().Select(value => (byte)value)],
        };
        Damage(model, file);
        Assert.Equal(before, Checkpoint(model).ToArray());
    }

    [Fact]
    public void What_save_writes_is_none_and_the_message_says_what_takes_it()
    {
        using var model = new SmallNet();
        using var file = new MemoryStream();
        model.save(file);
        Assert.Equal("The file is no checkpoint, which 'SaveCheckpoint' writes: it holds 13 values and nothing of a training. 'load' takes such files.", Damage(model, file.ToArray()));
    }

    [Fact]
    public void A_later_format_is_named() =>
        Assert.Equal("The checkpoint has the format 2, but this version of DeepDsl knows none after 1.", Damage(new SmallNet(), Altered(entries => entries["checkpoint/version"] = tensor(2L))));

    [Fact]
    public void Wrong_entries_are_named_and_nothing_is_loaded()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var before = Checkpoint(model).ToArray();
        foreach (var (message, alter) in new (string, Action<Dictionary<string, Tensor>>)[]
        {
            ("'checkpoint/lr' is -1, expected a number of at least 0", entries => entries["checkpoint/lr"] = tensor(-1.0)),
            ("'checkpoint/lr' is NaN, expected a number of at least 0", entries => entries["checkpoint/lr"] = tensor(double.NaN)),
            ("'checkpoint/lr' is no number of type Float64", entries => entries["checkpoint/lr"] = zeros(3, ScalarType.Float64)),
            ("'checkpoint/step' is missing", entries => entries.Remove("checkpoint/step")),
            ("'checkpoint/step' is -4, expected a number of at least 0", entries => entries["checkpoint/step"] = tensor(-4L)),
            ("'checkpoint/total_steps' is 0, expected a number of at least 1", entries => entries["checkpoint/total_steps"] = tensor(0L)),
            ("'checkpoint/seed' is missing", entries => entries.Remove("checkpoint/seed")),
            ("'checkpoint/other' is not known here", entries => entries["checkpoint/other"] = tensor(0L)),
            ("'checkpoint/momentum_buffer/stem.norm.bias' is [5], but [4] here", entries => entries["checkpoint/momentum_buffer/stem.norm.bias"] = zeros(5)),
            ("'stem.norm.running_mean' is missing", entries => entries.Remove("stem.norm.running_mean")),
        })
            Assert.Equal($"The checkpoint does not fit into 'SmallNet': {message}.", Refusal(model, new(Altered(alter))));
        Assert.Equal(before, Checkpoint(model).ToArray());
    }

    [Fact]
    public void Saves_and_loads_a_file_and_leaves_nothing_beside_it() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "net.checkpoint");
        using var scope = NewDisposeScope();
        using var first = Trained(steps: 1);
        using var second = Trained(steps: 2);
        using var model = new SmallNet();
        first.SaveCheckpoint(path);
        second.SaveCheckpoint(path);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
        model.LoadCheckpoint(path);
        AssertSame(second, model);
    });

    [Fact]
    public void A_file_is_replaced_as_a_whole_or_not_at_all() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "net.checkpoint");
        using var scope = NewDisposeScope();
        using var model = Trained();
        model.SaveCheckpoint(path);
        var before = File.ReadAllBytes(path);
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        model.get_buffer("stem.norm.running_var")!.Dispose();
        Assert.ThrowsAny<Exception>(() => model.SaveCheckpoint(path));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    });

    [Fact]
    public void A_folder_that_there_is_not_is_the_files_own_exception()
    {
        using var model = new SmallNet();
        Assert.Throws<DirectoryNotFoundException>(() => model.SaveCheckpoint(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "net.checkpoint")));
        Assert.Throws<FileNotFoundException>(() => model.LoadCheckpoint(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
        Assert.Throws<ArgumentNullException>(() => model.SaveCheckpoint((string)null!));
        Assert.Throws<ArgumentNullException>(() => model.LoadCheckpoint((Stream)null!));
    }

    [Fact]
    public void No_other_training_call_may_run_meanwhile()
    {
        using var model = new SmallNet();
        using var turn = model.State.Enter();
        Assert.Contains("SaveCheckpoint and LoadCheckpoint have one caller at a time", Assert.Throws<InvalidOperationException>(() => model.SaveCheckpoint(new MemoryStream())).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => model.LoadCheckpoint(new MemoryStream()));
    }

    [Fact]
    public void Models_of_any_number_of_inputs_have_the_same_members()
    {
        Type[] models = [.. typeof(Model<,>).Assembly.GetTypes().Where(type => type.Namespace == "DeepDsl.Models" && type.Name.StartsWith("Model`", StringComparison.Ordinal))];
        Assert.Equal(6, models.Length);
        Assert.Single(models.Select(type => string.Join("\n", type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member.Name != "Predict").Select(member => member.ToString()).Order())).Distinct());
    }

    private static Model<Tensor, Tensor> Create(string optimizer, ModelOptions options) => RuntimeModel.Create(Compiled, optimizer + "Net", options);

    private static SmallNet Trained(int steps = 3)
    {
        var model = new SmallNet(new() { Seed = 5 });
        for (var step = 0; step < steps; step++)
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        return model;
    }

    private static Tensor Images(ScalarType type, int step) => Tensors.Normal(seed: 50 + step, [5, 6], type);

    private static float[] Train(ISupervisedModel model, int from, int steps) =>
        [.. Enumerable.Range(from, steps).Select(step => model.TrainStep(Images(((dynamic)model).State.Options.DType, step), Tensors.Classes(seed: 90 + step, 3, 5)))];

    private static MemoryStream Checkpoint(dynamic model)
    {
        var stream = new MemoryStream();
        model.SaveCheckpoint(stream);
        stream.Position = 0;
        return stream;
    }

    private static byte[] Altered(Action<Dictionary<string, Tensor>> alter)
    {
        using var scope = NewDisposeScope();
        using var model = Trained();
        using var reader = new BinaryReader(Checkpoint(model));
        var entries = new Dictionary<string, Tensor>();
        for (var left = reader.Read7BitEncodedInt64(); left > 0; left--)
            entries[reader.ReadString()] = Tensor.Load(reader);
        alter(entries);
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file))
            nn.Module.save_state_dict(writer, entries);
        return file.ToArray();
    }

    private static string Refusal(dynamic model, MemoryStream file) => Assert.Throws<InvalidOperationException>(() => { model.LoadCheckpoint(file); }).Message;

    private static string Damage(SmallNet model, byte[] file) => Assert.Throws<InvalidDataException>(() => model.LoadCheckpoint(new MemoryStream(file))).Message;

    private static void AssertRefuses(string message, string from, string to)
    {
        using var scope = NewDisposeScope();
        using var whole = Create(from, new() { Seed = 1, TotalSteps = 9 });
        using var model = Create(to, new() { Seed = 2, TotalSteps = 9 });
        Train((ISupervisedModel)whole, 0, 2);
        Train((ISupervisedModel)model, 0, 1);
        var before = Checkpoint(model).ToArray();
        Assert.Equal(message, Refusal(model, Checkpoint(whole)));
        Assert.Equal(before, Checkpoint(model).ToArray());
    }

    // A checkpoint holds all of it, so two that are alike byte by byte say more than any list of members here.
    private static void AssertSame(Model<Tensor, Tensor> expected, Model<Tensor, Tensor> actual)
    {
        AssertSameState(expected, actual);
        Assert.Equal((expected.StepsMade, expected.TotalSteps, expected.LearningRate, expected.NextLearningRate, expected.NextMomentum), (actual.StepsMade, actual.TotalSteps, actual.LearningRate, actual.NextLearningRate, actual.NextMomentum));
        Assert.Equal(Checkpoint(expected).ToArray(), Checkpoint(actual).ToArray());
    }

    private static void AssertSameState(nn.Module expected, nn.Module actual)
    {
        foreach (var (name, value) in expected.state_dict())
            Tensors.Same(value, actual.state_dict()[name], name);
    }

    private static void InFolder(Action<string> use)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            use(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
