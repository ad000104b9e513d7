using Compiler.Tests.Harness;
using DeepDsl;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Graph;

/// <summary>What attributes say of the numbers that they take, and of options that go together.</summary>
public sealed class OptionTests
{
    /// <summary>Every option of the language that is a real number, with a model in which it stands.</summary>
    public static TheoryData<Type, string> Numbers => [..
        from type in typeof(OperatorAttribute).Assembly.GetExportedTypes()
        where type.IsAssignableTo(typeof(Attribute)) && !type.IsAbstract
        from property in type.GetProperties()
        where property.PropertyType == typeof(double)
        select new TheoryDataRow<Type, string>(type, property.Name)];

    [Theory, MemberData(nameof(Numbers))]
    public void No_option_takes_infinity_or_what_is_no_number(Type type, string option)
    {
        foreach (var odd in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            if (!IsMeant(type, option, odd))
                Assert.Contains(ModelCompiler.Analyze(With(type, option, odd)).Problems, problem => problem.Misfit is { Gravity: Gravity.Error, Argument: not null });
        }
    }

    // A bound may be missing, NaN may stand for what the compiler chooses.
    private static bool IsMeant(Type type, string option, double odd) => (type.Name, option, odd) switch
    {
        (nameof(ClipGradNormAttribute), _, double.PositiveInfinity) => true,
        (nameof(ClampAttribute), nameof(ClampAttribute.Max), double.PositiveInfinity) => true,
        (nameof(ClampAttribute), nameof(ClampAttribute.Min), double.NegativeInfinity) => true,
        (nameof(RMSNormAttribute), _, double.NaN) => true,
        (_, nameof(InitializedAttribute.WeightGain), double.NaN) => true,
        _ => false,
    };

    [Theory]
    [InlineData("[Adam(1e-3, Beta1 = 1)]", "Beta1 OddSetting: [Adam] needs a Beta1 of at least 0 and less than 1, but gets 1", "0.9")]
    [InlineData("[AdamW(Beta2 = -0.1)]", "Beta2 OddSetting: [AdamW] needs a Beta2 of at least 0 and less than 1, but gets -0.1", "0.999")]
    [InlineData("[NAdam(Beta1 = 1.5)]", "Beta1 OddSetting: [NAdam] needs a Beta1 of at least 0 and less than 1, but gets 1.5", "0.9")]
    [InlineData("[NAdam(MomentumDecay = -1)]", "MomentumDecay OddSetting: [NAdam] needs a MomentumDecay of at least 0, but gets -1", "0.004")]
    [InlineData("[Adamax(Beta2 = 1)]", "Beta2 OddSetting: [Adamax] needs a Beta2 of at least 0 and less than 1, but gets 1", "0.999")]
    [InlineData("[AdamW(WeightDecay = -0.01)]", "WeightDecay OddSetting: [AdamW] needs a WeightDecay of at least 0, but gets -0.01", "0.01")]
    [InlineData("[Adam(Eps = -1e-8)]", "Eps OddSetting: [Adam] needs an Eps of at least 0, but gets -1e-8", "1e-8")]
    [InlineData("[Adagrad(LearningRateDecay = -1)]", "LearningRateDecay OddSetting: [Adagrad] needs a LearningRateDecay of at least 0, but gets -1", "0")]
    [InlineData("[Adagrad(InitialAccumulatorValue = -1)]", "InitialAccumulatorValue OddSetting: [Adagrad] needs an InitialAccumulatorValue of at least 0, but gets -1", "0")]
    [InlineData("[Adadelta(Rho = 1.1)]", "Rho OddSetting: [Adadelta] needs a Rho of at least 0 and at most 1, but gets 1.1", "0.9")]
    [InlineData("[RMSprop(Alpha = -1)]", "Alpha OddSetting: [RMSprop] needs an Alpha of at least 0, but gets -1", "0.99")]
    [InlineData("[RMSprop(Momentum = -1)]", "Momentum OddSetting: [RMSprop] needs a Momentum of at least 0, but gets -1", "0")]
    [InlineData("[SGD(0.1, Momentum = -0.9)]", "Momentum OddSetting: [SGD] needs a Momentum of at least 0, but gets -0.9", "0")]
    [InlineData("[SGD(0.1, Nesterov = true)]", "Nesterov OddSetting: [SGD] needs a Momentum greater than 0 for Nesterov, but has none", null)]
    [InlineData("[SGD(0.1, Momentum = 0.9, Dampening = 0.5, Nesterov = true)]", "Dampening OddSetting: [SGD] needs a Dampening of 0 with Nesterov, but gets 0.5", null)]
    [InlineData("[SGD(0.1), OneCycleLR(TotalSteps = -5)]", "TotalSteps OddSetting: [OneCycleLR] needs a TotalSteps of at least 0, but gets -5", "0")]
    [InlineData("[SGD(0.1), CosineAnnealingLR(TotalSteps = -5)]", "TotalSteps OddSetting: [CosineAnnealingLR] needs a TotalSteps of at least 0, but gets -5", "0")]
    [InlineData("[SGD(0.1), OneCycleLR(PctStart = 30)]", "PctStart OddSetting: [OneCycleLR] needs a PctStart of at least 0 and at most 1, but gets 30", "0.3")]
    [InlineData("[SGD(0.1), OneCycleLR(DivFactor = 0)]", "DivFactor OddSetting: [OneCycleLR] needs a DivFactor greater than 0, but gets 0", "25")]
    [InlineData("[SGD(0.1), OneCycleLR(FinalDivFactor = 0)]", "FinalDivFactor OddSetting: [OneCycleLR] needs a FinalDivFactor greater than 0, but gets 0", "10000")]
    public void What_PyTorch_refuses_is_an_error(string settings, string problem, string? suggestion) => Is(Gravity.Error, problem, suggestion, $"{settings} {Net}");

    [Theory]
    [InlineData("[SGD(0.1, Momentum = 1)]", "Momentum OddSetting: [SGD] should get a Momentum less than 1, but gets 1: updates add up without end", "0")]
    [InlineData("[SGD(0.1, Momentum = 0.9, Dampening = 2)]", "Dampening OddSetting: [SGD] should get a Dampening of at least 0 and at most 1, but gets 2: the momentum goes against the gradients, or beyond them", "0")]
    [InlineData("[RMSprop(Alpha = 1)]", "Alpha OddSetting: [RMSprop] should get an Alpha less than 1, but gets 1: the mean never takes up a squared gradient", "0.99")]
    [InlineData("[Adadelta(Rho = 1)]", "Rho OddSetting: [Adadelta] should get a Rho less than 1, but gets 1: the means never take up a gradient", "0.9")]
    [InlineData("[Adadelta(Eps = 0)]", "Eps OddSetting: [Adadelta] should get an Eps greater than 0, but gets 0: steps grow out of it, so that there are none", "1e-6")]
    [InlineData("[SGD(0.1), ClipGradNorm(0)]", "MaxNorm OddSetting: [ClipGradNorm] should get a MaxNorm greater than 0, but gets 0: no gradient is left, or steps go up the loss", null)]
    [InlineData("[SGD(0.1), ClipGradNorm(-1)]", "MaxNorm OddSetting: [ClipGradNorm] should get a MaxNorm greater than 0, but gets -1: no gradient is left, or steps go up the loss", null)]
    [InlineData("[SGD(0.1), CosineAnnealingLR(WarmupSteps = -1)]", "WarmupSteps OddSetting: [CosineAnnealingLR] should get a WarmupSteps of at least 0, but gets -1: the cosine begins behind its start", "0")]
    [InlineData("[SGD(0.1), CosineAnnealingLR(WarmupSteps = 200, TotalSteps = 100)]", "WarmupSteps OddSetting: [CosineAnnealingLR] should get at most as many WarmupSteps as TotalSteps, 100, but gets 200: training ends before the learning rate is reached", null)]
    [InlineData("[SGD(0.1), CosineAnnealingLR(EtaMin = -0.1)]", "EtaMin OddSetting: [CosineAnnealingLR] should get an EtaMin of at least 0, but gets -0.1: the last steps go up the loss", "0")]
    [InlineData("[SGD(0.1), CosineAnnealingLR(EtaMin = 0.2)]", "EtaMin OddSetting: [CosineAnnealingLR] should get an EtaMin of at most the learning rate of [SGD], 0.1, but gets 0.2: the learning rate rises instead of falling", "0")]
    [InlineData("[Adam, OneCycleLR(MaxMomentum = 1)]", "MaxMomentum OddSetting: [OneCycleLR] should get a MaxMomentum of at least 0 and less than 1, but gets 1: updates add up without end, or turn against each other", "0.95")]
    [InlineData("[Adam, OneCycleLR(BaseMomentum = 0.97)]", "BaseMomentum OddSetting: [OneCycleLR] should get a BaseMomentum of at most the MaxMomentum, 0.95, but gets 0.97: momentum is to fall while the learning rate rises", null)]
    public void What_runs_and_cannot_be_meant_is_a_warning(string settings, string problem, string? suggestion) => Is(Gravity.Warning, problem, suggestion, $"{settings} {Net}");

    [Theory]
    [InlineData("Linear(4, WeightInit = Initializer.Normal, WeightStd = -1)", Gravity.Error, "WeightStd ShapeMismatch: [Linear] needs a WeightStd of at least 0, but gets -1", "1")]
    [InlineData("Linear(4, WeightInit = Initializer.Uniform, WeightBound = -1)", Gravity.Error, "WeightBound ShapeMismatch: [Linear] needs a WeightBound of at least 0, but gets -1", "1")]
    [InlineData("Linear(4, WeightInit = Initializer.XavierNormal, WeightGain = -1)", Gravity.Error, "WeightGain ShapeMismatch: [Linear] needs a WeightGain of at least 0, but gets -1", null)]
    [InlineData("Linear(4, BiasInit = Initializer.Uniform, BiasValue = -1)", Gravity.Error, "BiasValue ShapeMismatch: [Linear] needs a BiasValue of at least 0 for Uniform, but gets -1", null)]
    [InlineData("BatchNorm1d(Eps = 0)", Gravity.Error, "Eps ShapeMismatch: [BatchNorm1d] needs an Eps greater than 0, but gets 0", "1e-5")]
    [InlineData("BatchNorm1d(Momentum = 1.5)", Gravity.Warning, "Momentum ShapeMismatch: [BatchNorm1d] should get a Momentum of at least 0 and at most 1, but gets 1.5: running statistics move away from those of the batches", "0.1")]
    [InlineData("LayerNorm(Eps = -1e-5)", Gravity.Warning, "Eps ShapeMismatch: [LayerNorm] should get an Eps of at least 0, but gets -1e-5: the root of a negative number is none", "1e-5")]
    [InlineData("RMSNorm(Eps = -1)", Gravity.Warning, "Eps ShapeMismatch: [RMSNorm] should get an Eps of at least 0, but gets -1: the root of a negative number is none", null)]
    public void Operators_say_it_as_they_say_what_shapes_they_need(string op, Gravity gravity, string problem, string? suggestion) =>
        Is(gravity, problem, suggestion, $"[Adam] class Net [Input(4)] X [{op}] Y");

    [Fact]
    public void Losses_say_it_as_well() =>
        Is(Gravity.Error, "Margin ShapeMismatch: [TripletMarginLoss] needs a Margin greater than 0, but gets 0", "1", "[TripletMarginLoss(nameof(A), nameof(B), nameof(C), Margin = 0)] class Net [Input(4)] A [Input(4)] B [Input(4)] X [ReLU] C");

    [Theory]
    [InlineData("[AdamW(1e-3, Beta1 = 0, Beta2 = 0, Eps = 0, WeightDecay = 0)]")]
    [InlineData("[SGD(0.1, Momentum = 0.9, Dampening = 1)]")]
    [InlineData("[SGD(0.1, Momentum = 0.9, Nesterov = true)]")]
    [InlineData("[Adadelta(Rho = 0)]")]
    [InlineData("[RMSprop(Alpha = 0, Momentum = 0.9)]")]
    [InlineData("[SGD(0.1), OneCycleLR(PctStart = 1, DivFactor = 1, FinalDivFactor = 1)]")]
    [InlineData("[SGD(0.1), CosineAnnealingLR(WarmupSteps = 100, TotalSteps = 100, EtaMin = 0.1)]")]
    [InlineData("[SGD(0.1), ClipGradNorm(1e-3)]")]
    public void What_is_at_the_edge_of_its_range_is_in_it(string settings) => Assert.Empty(ProblemText.Of($"{settings} {Net}"));

    [Theory]
    [InlineData("BatchNorm1d(Eps = 0)", Gravity.Error)]
    [InlineData("BatchNorm1d(Momentum = 2)", Gravity.Warning)]
    public void A_block_says_it_once_and_its_users_nothing(string op, Gravity gravity)
    {
        var source = $"[Adam] class Net [Input(4)] X [Use<Part>, Use<Part>] Y block Part {{ [Input] X [{op}] Y }}";
        Assert.Equal([gravity], Declare.Block(source, "Part").Problems.Select(problem => problem.Misfit.Gravity));
        var user = Declare.Graph(source);
        Assert.Empty(user.Problems);
        Assert.Equal(gravity == Gravity.Warning, user.IsSound);
    }

    [Theory]
    [InlineData("CosineAnnealingLR", "[CosineAnnealingLR] has no effect without an optimizer, which 'Net' lacks: add one, such as [AdamW]")]
    [InlineData("CrossEntropyLoss, OneCycleLR, ClipGradNorm(1)", "[OneCycleLR] and [ClipGradNorm] have no effect without an optimizer, which 'Net' lacks: add one, such as [AdamW]")]
    [InlineData("ClipGradNorm(1)", "[ClipGradNorm] has no effect without an optimizer, which 'Net' lacks: add one, such as [AdamW]")]
    public void Schedules_and_clipping_lack_an_optimizer_once(string settings, string message)
    {
        var graph = Declare.Graph($"[{settings}] {Net}");
        Assert.Equal(message, Assert.Single(graph.Problems).Misfit.Message);
        Assert.True(graph.IsSound);
    }

    [Theory]
    [InlineData("Linear(4, WeightStd = 0.02)", Gravity.Warning, "WeightStd IdleOption: [Linear] has a WeightStd without effect: it counts with WeightInit = Normal or TruncNormal, but WeightInit is Auto")]
    [InlineData("Linear(4, WeightInit = Initializer.Normal, WeightBound = 0.1)", Gravity.Warning, "WeightBound IdleOption: [Linear] has a WeightBound without effect: it counts with WeightInit = Uniform, but WeightInit is Normal")]
    [InlineData("Linear(4, WeightInit = Initializer.Zeros, WeightValue = 1)", Gravity.Warning, "WeightValue IdleOption: [Linear] has a WeightValue without effect: it counts with WeightInit = Constant, but WeightInit is Zeros")]
    [InlineData("Linear(4, WeightInit = Initializer.XavierNormal, WeightFan = FanMode.FanOut)", Gravity.Warning, "WeightFan IdleOption: [Linear] has a WeightFan without effect: it counts with WeightInit = Auto, KaimingNormal or KaimingUniform, but WeightInit is XavierNormal")]
    [InlineData("Linear(4, WeightStd = 1)", Gravity.Suggestion, "WeightStd IdleOption: [Linear] has a WeightStd without effect: it counts with WeightInit = Normal or TruncNormal, but WeightInit is Auto")]
    [InlineData("Linear(4, Bias = false, BiasInit = Initializer.TorchDefault)", Gravity.Warning, "BiasInit IdleOption: [Linear] has a BiasInit without effect: it counts with Bias, but Bias is false")]
    [InlineData("Linear(4, Bias = false, BiasValue = 1)", Gravity.Warning, "BiasValue IdleOption: [Linear] has a BiasValue without effect: it counts with Bias, but Bias is false")]
    [InlineData("Linear(4, BiasValue = 1)", Gravity.Warning, "BiasValue IdleOption: [Linear] has a BiasValue without effect: it counts with BiasInit = Normal, TruncNormal, Uniform or Constant, but BiasInit is Auto")]
    [InlineData("LayerNorm(ElementwiseAffine = false, Bias = false)", Gravity.Suggestion, "Bias IdleOption: [LayerNorm] has a Bias without effect: it counts with ElementwiseAffine, but ElementwiseAffine is false")]
    [InlineData("ReLU(Name = \"act\")", Gravity.Suggestion, "Name IdleOption: [ReLU] has a Name without effect: a name is for what is kept in the state dictionary, and this operator keeps nothing")]
    [InlineData("Reshape(1, 2, 2), AvgPool2d(2, CountIncludePad = false), Flatten", Gravity.Suggestion, "CountIncludePad IdleOption: [AvgPool2d] has a CountIncludePad without effect: it counts with Padding, but Padding is 0")]
    [InlineData("Reshape(1, 2, 2), AvgPool2d(2, Padding = new[] { 0, 0 }, CountIncludePad = false), Flatten", Gravity.Suggestion, "CountIncludePad IdleOption: [AvgPool2d] has a CountIncludePad without effect: it counts with Padding, but Padding is (0, 0)")]
    public void An_option_without_effect_is_told_of(string operators, Gravity gravity, string problem) => Is(gravity, problem, null, $"[Adam] class Net [Input(4)] X [{operators}] Y");

    [Theory]
    [InlineData("SGD(0.1, Dampening = 0.5)", Gravity.Warning, "Dampening IdleOption: [SGD] has a Dampening without effect: it counts with Momentum, but Momentum is 0")]
    [InlineData("SGD(0.1, ExcludeNormsAndBiases = true)", Gravity.Suggestion, "ExcludeNormsAndBiases IdleOption: [SGD] has an ExcludeNormsAndBiases without effect: it counts with WeightDecay, but WeightDecay is 0")]
    [InlineData("Adam, OneCycleLR(CycleMomentum = false, MaxMomentum = 0.9)", Gravity.Warning, "MaxMomentum IdleOption: [OneCycleLR] has a MaxMomentum without effect: it counts with CycleMomentum, but CycleMomentum is false")]
    public void A_setting_without_effect_is_told_of(string settings, Gravity gravity, string problem) => Is(gravity, problem, null, $"[{settings}] {Net}");

    [Theory]
    [InlineData("Linear(4, WeightGain = 1)")]
    [InlineData("Linear(4, WeightFan = FanMode.FanOut)")]
    [InlineData("Linear(4, WeightInit = Initializer.Normal, WeightStd = 0.02, BiasInit = Initializer.Constant, BiasValue = -1)")]
    [InlineData("Linear(4, Name = \"fc\"), BatchNorm1d(Name = \"bn\", Affine = false)")]
    [InlineData("LayerNorm(Bias = false)")]
    [InlineData("Reshape(1, 2, 2), AvgPool2d(2, Padding = 1, CountIncludePad = false), Flatten")]
    public void An_option_with_an_effect_is_left_alone(string operators) => Assert.Empty(ProblemText.Of($"[AdamW(ExcludeNormsAndBiases = true)] class Net [Input(4)] X [{operators}] Y"));

    [Fact]
    public void A_number_that_a_member_gives_is_left_alone() =>
        Assert.Empty(Declare.Block("class Net [Input(1, 8, 8)] X [Use<Pool>(0)] Y block Pool { [Hyper] int Pad [Input] X [AvgPool2d(2, Padding = nameof(Pad), CountIncludePad = false)] Y }", "Pool").Problems);

    [Fact]
    public void A_tied_weight_starts_as_its_owner_says() => Is(Gravity.Warning,
        "WeightInit IdleOption: [Linear] has a WeightInit without effect: the weight is that of 'Table', which starts as 'Table' says", null,
        "[Adam] class Net [Input(4, DType = DType.Int64)] X [Embedding(9, 4)] Table [Linear(9, Bias = false, TieWeight = nameof(Table), WeightInit = Initializer.Zeros)] Y");

    private const string Net = "class Net [Input(4)] X [Linear(4)] Y";

    private static void Is(Gravity gravity, string problem, string? suggestion, string source)
    {
        var found = Assert.Single(Declare.Graph(source).Problems);
        Assert.Equal((problem, gravity, suggestion), (found.Line().Split('.', 2)[1], found.Misfit.Gravity, found.Misfit.Suggestion));
    }

    /// <summary>A model with one attribute, in which one option is set.</summary>
    private static ModelDeclaration With(Type type, string option, double value)
    {
        var constructor = type.GetConstructors().OrderBy(constructor => constructor.GetParameters().Count(parameter => !parameter.HasDefaultValue)).First(constructor => constructor.GetParameters().All(parameter => parameter.ParameterType != typeof(string) || type.IsSubclassOf(typeof(LossAttribute))));
        var positional = constructor.GetParameters().Select(parameter =>
            string.Equals(parameter.Name, option, StringComparison.OrdinalIgnoreCase) ? new Constant(value)
            : parameter.ParameterType == typeof(string) ? new("A")
            : parameter.ParameterType == typeof(double) ? new(parameter.HasDefaultValue ? parameter.DefaultValue : 1.0)
            : parameter.ParameterType == typeof(object[]) ? new(new Constant[] { new(4) }.ToEquatableArray())
            : new Constant(2)).ToEquatableArray();
        EquatableArray<NamedConstant> named = type.GetProperty(option)!.CanWrite ? [new(option, new(value))] : [];
        var attribute = new AttributeDeclaration(type.Name, positional, named);
        var input = type.Name switch
        {
            { } name when name.StartsWith("Embedding", StringComparison.Ordinal) => "Input(4, DType = DType.Int64)",
            { } name when name.Contains("1d") || name.StartsWith("Positional", StringComparison.Ordinal) => "Input(2, 4)",
            { } name when name.Contains("2d") || name.StartsWith("Group", StringComparison.Ordinal) => "Input(2, 4, 4)",
            _ => "Input(4)",
        };
        var settings = type.IsSubclassOf(typeof(ScheduleAttribute)) || type == typeof(ClipGradNormAttribute) ? "[AdamW] " : "";
        var model = Declare.Model($"{settings}class Net [{input}] X [{(type.IsSubclassOf(typeof(OperatorAttribute)) ? "Identity" : "ReLU")}] A");
        return type.IsSubclassOf(typeof(OperatorAttribute))
            ? model with { Nodes = [model.Nodes[0], model.Nodes[1] with { Attributes = [attribute] }] }
            : model with { Attributes = [.. model.Attributes, attribute] };
    }
}
