using DeepDsl;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Losses;

public sealed class LossTests
{
    public static TheoryData<Type> Attributes { get; } = [.. typeof(LossAttribute).Assembly.GetTypes().Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(ComparingLossAttribute)) || type.IsSubclassOf(typeof(ClassesLossAttribute))))];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Every_loss_with_a_target_has_a_portable_form(Type attribute)
    {
        var name = attribute.Name[..^"Attribute".Length];
        Assert.All(["(4)", "(6, 4)", "(4, 3, 3)"], shape =>
        {
            var loss = Place(name, shape);
            Assert.Null(loss.Misfit);
            Assert.NotEmpty(loss.Target);
            Assert.Equal(name, loss.GetType().Name);
            Assert.Contains("(output, target", loss.Portable(["output"], "target"));
            Assert.Contains($"[batch", loss.Target);
        });
    }

    [Theory]
    [InlineData("(10)", "class indices, int64 [batch], 0 to 9")]
    [InlineData("(6, 10)", "class indices, int64 [batch, 6], 0 to 9")]
    [InlineData("(21, 32, 24)", "class indices, int64 [batch, 32, 24], 0 to 20")]
    public void Cross_entropy_tells_the_shape_and_range_of_its_target(string shape, string target) =>
        Assert.Equal(target, Place("CrossEntropyLoss", shape).Target);

    [Theory]
    [InlineData("(6, 10)", 1, "class indices, int64 [batch, 10], 0 to 5", ", dim: 1")]
    [InlineData("(6, 10)", -2, "class indices, int64 [batch, 10], 0 to 5", ", dim: 1")]
    [InlineData("(6, 10)", 2, "class indices, int64 [batch, 6], 0 to 9", "")]
    [InlineData("(6, 10)", -1, "class indices, int64 [batch, 6], 0 to 9", "")]
    [InlineData("(10)", 1, "class indices, int64 [batch], 0 to 9", "")]
    [InlineData("(21, 32, 24)", 1, "class indices, int64 [batch, 32, 24], 0 to 20", "")]
    public void Cross_entropy_has_its_classes_where_it_is_told(string shape, int dim, string target, string argument)
    {
        var loss = Place($"CrossEntropyLoss(Dim = {dim})", shape);
        Assert.Null(loss.Misfit);
        Assert.Equal(target, loss.Target);
        Assert.Equal($"Portable.CrossEntropy(output, target, 0, -100{argument})", loss.Portable(["output"], "target"));
    }

    [Theory]
    [InlineData("(6, 10)", 3, "has its classes along dimension 3, but the output (6, 10) has dimensions 1 to 2 after the batch")]
    [InlineData("(21, 32, 24)", -1, "takes the channels of a feature map as classes, but Dim is -1")]
    public void Cross_entropy_needs_the_dimension_of_its_classes(string shape, int dim, string message)
    {
        var misfit = Assert.IsType<ShapeMismatch>(Place($"CrossEntropyLoss(Dim = {dim})", shape).Misfit);
        Assert.Equal((message, "Dim"), (misfit.Message, misfit.Argument));
    }

    [Theory]
    [InlineData("MSELoss", "values of the shape [batch, 6, 4]")]
    [InlineData("BCEWithLogitsLoss", "probabilities 0 to 1 of the shape [batch, 6, 4]")]
    public void Others_take_a_target_like_the_output(string loss, string target) => Assert.Equal(target, Place(loss, "(6, 4)").Target);

    [Theory]
    [InlineData("()", "needs logits (classes), (length, classes) or (classes, height, width), but the output is ()")]
    [InlineData("(2, 3, 4, 5)", "needs logits (classes), (length, classes) or (classes, height, width), but the output is (2, 3, 4, 5)")]
    public void Cross_entropy_needs_classes_somewhere(string shape, string message)
    {
        var misfit = Assert.IsType<LossMismatch>(Place("CrossEntropyLoss", shape).Misfit);
        Assert.Equal((message, null), (misfit.Message, misfit.Suggestion));
    }

    [Theory]
    [InlineData("(1)")]
    [InlineData("(6, 1)")]
    [InlineData("(1, 6, 6)")]
    public void Cross_entropy_needs_two_classes(string shape)
    {
        var misfit = Assert.IsType<LossMismatch>(Place("CrossEntropyLoss", shape).Misfit);
        Assert.Equal($"needs at least two classes, but the output {shape} has one", misfit.Message);
        Assert.Equal(("BCEWithLogitsLoss", "use [BCEWithLogitsLoss] for a yes-or-no decision"), (misfit.Suggestion, misfit.Advice));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.1", "-0.1")]
    public void Label_smoothing_is_a_share(string smoothing, string shown)
    {
        var misfit = Assert.IsType<ShapeMismatch>(Place($"CrossEntropyLoss(LabelSmoothing = {smoothing})", "(10)").Misfit);
        Assert.Equal(($"LabelSmoothing is {shown}, expected 0 to less than 1", "LabelSmoothing"), (misfit.Message, misfit.Argument));
    }

    [Theory]
    [InlineData("(1)", "needs at least two classes, but the output (1) has one")]
    [InlineData("()", "needs log-probabilities (classes), (length, classes) or (classes, height, width), but the output is ()")]
    public void Likelihood_needs_classes(string shape, string message)
    {
        var misfit = Assert.IsType<LossMismatch>(Place("NLLLoss", shape).Misfit);
        Assert.Equal((message, null), (misfit.Message, misfit.Suggestion));
    }

    [Fact]
    public void Likelihood_has_its_options_on_both_paths()
    {
        var loss = Place("NLLLoss(Dim = 1, IgnoreIndex = 255)", "(6, 10)");
        Assert.Equal("Portable.NegativeLogLikelihood(output, target, 255, dim: 1)", loss.Portable(["output"], "target"));
        Assert.Contains("var loss = NegativeLogLikelihoodKernel.Run(w.Y, target, w.GradY, 255);", Generated.Of("[NLLLoss(IgnoreIndex = 255)] class Net [Input(8)] X [Linear(4), LogSoftmax] Y").Training);
    }

    [Theory]
    [InlineData("SmoothL1Loss(Beta = 0)", "needs a finite Beta greater than 0, but gets 0", "Beta")]
    [InlineData("HuberLoss(Delta = -1)", "needs a finite Delta greater than 0, but gets -1", "Delta")]
    public void A_bound_of_squares_is_positive(string loss, string message, string argument)
    {
        var misfit = Assert.IsType<ShapeMismatch>(Place(loss, "(8)").Misfit);
        Assert.Equal((message, argument, "1"), (misfit.Message, misfit.Argument, misfit.Suggestion));
    }

    [Fact]
    public void Options_reach_both_paths()
    {
        var loss = Place("CrossEntropyLoss(LabelSmoothing = 0.1, IgnoreIndex = 255)", "(21, 8, 8)");
        Assert.Equal("Portable.CrossEntropy(output, target, 0.1, 255)", loss.Portable(["output"], "target"));
        var training = Generated.Of("[CrossEntropyLoss(LabelSmoothing = 0.1, IgnoreIndex = 255)] class Net [Input(3, 8, 8)] X [Conv2d(21, 1)] Y").Training;
        Assert.Contains("var loss = CrossEntropyKernel.Run(w.Y, target, w.GradY, 0.1, 255);", training);
    }

    [Theory]
    [InlineData("CrossEntropyLoss(ClassWeights = new[] { 1.0, 0.25, 2 })", "(3)", ", classWeights: [1, 0.25, 2]", "Portable.CrossEntropy(output, target, 0, -100, classWeights: [1, 0.25, 2])")]
    [InlineData("CrossEntropyLoss(ClassWeights = [1, 0, 2], Dim = 1, Weight = 0.5)", "(3, 6)", ", dim: 1, classWeights: [1, 0, 2], weight: 0.5)", "Portable.CrossEntropy(output, target, 0, -100, dim: 1, classWeights: [1, 0, 2]) * 0.5")]
    [InlineData("NLLLoss(ClassWeights = [1, 0.25, 2], IgnoreIndex = 1)", "(3, 8, 8)", ", 1, classWeights: [1, 0.25, 2])", "Portable.NegativeLogLikelihood(output, target, 1, classWeights: [1, 0.25, 2])")]
    [InlineData("BCEWithLogitsLoss(PosWeight = [4])", "(3, 8, 8)", ", posWeight: [4])", "Portable.LogitsCrossEntropy(output, Portable.Like(output, target), posWeight: [4])")]
    [InlineData("BCEWithLogitsLoss(PosWeight = [1e-3, 2], Weight = 0.5)", "(7, 2)", ", posWeight: [0.001, 2], weight: 0.5)", "Portable.LogitsCrossEntropy(output, Portable.Like(output, target), posWeight: [0.001, 2]) * 0.5")]
    public void Weights_reach_both_paths(string written, string shape, string argument, string portable)
    {
        var loss = Place(written, shape);
        Assert.Null(loss.Misfit);
        Assert.Equal(portable, loss.Portable(["output"], "target"));
        var (input, made) = shape.Length > 6 ? ("3, 8, 8", "Conv2d(3, 1)") : shape == "(7, 2)" ? ("7, 5", "Linear(2)") : shape == "(3)" ? ("5", "Linear(3)") : ("3, 4", "Linear(6)");
        Assert.Contains(argument, Generated.Of($"[{written}] class Net [Input({input})] X [{made}] Y").Training);
    }

    [Theory]
    [InlineData("CrossEntropyLoss(ClassWeights = [1, 2])", "(3)", "ClassWeights", "needs 3 numbers in ClassWeights, one for each class of the output (3), but gets 2")]
    [InlineData("CrossEntropyLoss(ClassWeights = [1])", "(3)", "ClassWeights", "needs 3 numbers in ClassWeights, one for each class of the output (3), but gets 1")]
    [InlineData("CrossEntropyLoss(ClassWeights = [1, 2, 3, 4, 5, 6], Dim = 1)", "(4, 6)", "ClassWeights", "needs 4 numbers in ClassWeights, one for each class of the output (4, 6), but gets 6")]
    [InlineData("NLLLoss(ClassWeights = [1, 2])", "(4, 8, 8)", "ClassWeights", "needs 4 numbers in ClassWeights, one for each class of the output (4, 8, 8), but gets 2")]
    [InlineData("NLLLoss(ClassWeights = [1, -2, 3])", "(3)", "ClassWeights", "needs finite numbers of at least 0 in ClassWeights, but that of class 1 is -2")]
    [InlineData("CrossEntropyLoss(ClassWeights = [0, 0, 0])", "(3)", "ClassWeights", "has nothing to learn from, as all numbers in ClassWeights are 0")]
    [InlineData("BCEWithLogitsLoss(PosWeight = [1, 2])", "(8, 3)", "PosWeight", "needs one number or 3 numbers in PosWeight, one for each class of the output (8, 3), but gets 2")]
    [InlineData("BCEWithLogitsLoss(PosWeight = [1, 2, 3, 4])", "(2, 4, 4)", "PosWeight", "needs one number or 2 numbers in PosWeight, one for each class of the output (2, 4, 4), but gets 4")]
    [InlineData("BCEWithLogitsLoss(PosWeight = [-1])", "(3)", "PosWeight", "needs finite numbers of at least 0 in PosWeight, but that of class 0 is -1")]
    public void Weights_are_one_for_each_class(string written, string shape, string argument, string message)
    {
        var misfit = Assert.IsType<ShapeMismatch>(Place(written, shape).Misfit);
        Assert.Equal((message, argument), (misfit.Message, misfit.Argument));
    }

    [Theory]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    public void Weights_are_finite(double weight, string shown) => Assert.Equal(
        $"needs finite numbers of at least 0 in ClassWeights, but that of class 1 is {shown}",
        Catalog.CreateLoss(new CrossEntropyLossAttribute { ClassWeights = [1, weight] }, ["(2)".Shape()]).Misfit!.Message);

    [Fact]
    public void Losses_without_a_target_judge_several_values()
    {
        var shape = "(8)".Shape();
        Assert.Null(Catalog.CreateLoss(new KLNormalLossAttribute("Mu", "LogVar"), [shape, shape]).Misfit);
        Assert.IsType<LossMismatch>(Catalog.CreateLoss(new KLNormalLossAttribute("Mu", "LogVar"), [shape, "(7)".Shape()]).Misfit);
        Assert.Null(Catalog.CreateLoss(new TripletMarginLossAttribute("A", "P", "N"), [shape, shape, shape]).Misfit);
        Assert.IsType<LossMismatch>(Catalog.CreateLoss(new TripletMarginLossAttribute("A", "P", "N"), [shape, shape, "(2, 4)".Shape()]).Misfit);
    }

    [Theory]
    [InlineData("[MSELoss] class Net [Input(8)] X [Linear(4)] Y", "target")]
    [InlineData("[MSELoss, BCEWithLogitsLoss] class Net [Input(8)] X [Linear(4)] Y", "target target2")]
    [InlineData("[Input(8)] X [Linear(4), MSELoss, Output] A [Linear(2), CrossEntropyLoss, Output] B", "targetA targetB")]
    [InlineData("[MSELoss(nameof(Net.A))] class Net [Input(8)] X [Linear(4), MSELoss(Weight = 0.5)] A [Tanh] Y", "targetA targetA2")]
    [InlineData("[Input(8)] X [Linear(4), MSELoss] A [From(nameof(X)), Linear(8), MSELoss(Target = nameof(X))] Y", "target")]
    [InlineData("[KLNormalLoss(nameof(Net.Mu), nameof(Net.LogVar)), MSELoss] class Net [Input(8)] X [Linear(4)] Mu [From(nameof(X)), Linear(4)] LogVar [Add(nameof(Mu))] Y", "target")]
    [InlineData("[MSELoss(Target = nameof(Net.X))] class Net [Input(8)] X [Linear(8)] Y", "")]
    public void Training_takes_a_target_for_every_loss_that_has_none(string source, string targets)
    {
        Assert.Equal(targets, string.Join(" ", Declare.Sound(Declare.Graph(source)).Losses.Select(loss => loss.Parameter).OfType<string>()));
        var files = Declare.Files(source);
        Assert.All(files, file => Assert.Empty(CodeText.Faults(file.Text)));
        Assert.Contains($"ComputeGradients({string.Join(", ", ["Tensor x", .. targets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(target => $"Tensor {target}")])}, bool accumulate = false, ", files.Single(file => file.HintName.EndsWith(".Training.g.cs", StringComparison.Ordinal)).Text);
    }

    [Fact]
    public void An_input_gives_way_to_a_target_of_its_name() => Assert.Contains(
        "ComputeGradients(Tensor targetY2, Tensor targetX, Tensor targetY, bool accumulate = false, ",
        string.Concat(Declare.Files("[Input(8)] TargetY [Linear(4), MSELoss] X [Linear(4), MSELoss] Y").Select(file => file.Text)));

    [Theory]
    [InlineData("[MSELoss(nameof(Net.Hiden))] class Net", "class[0].0 UnknownName: [MSELoss] names 'Hiden', which is no member; did you mean 'Hidden'?")]
    [InlineData("[SGD(0.1), KLNormalLoss(nameof(Net.Hidden), nameof(Net.Foo))] class Net", "class[1].1 UnknownName: [KLNormalLoss] names 'Foo', which is no member")]
    [InlineData("[MSELoss(Target = nameof(Net.Hiden))] class Net", "class[0].Target UnknownName: [MSELoss] names 'Hiden', which is no member; did you mean 'Hidden'?")]
    [InlineData("[MSELoss(Target = nameof(Net.X))] class Net", "class[0] LossMismatch: [MSELoss] compares (2) with its target 'X', which is (8) [X (8) → Linear (4) → Tanh (4) → Linear (2)]")]
    [InlineData("[KLNormalLoss(nameof(Net.Hidden), nameof(Net.Y))] class Net", "class[0] LossMismatch: [KLNormalLoss] needs means and logarithms of variances of one shape, but 'Hidden' is (4) and 'Y' is (2) [X (8) → Linear (4) → Tanh (4); X (8) → Linear (4) → Tanh (4) → Linear (2)]")]
    [InlineData("[TripletMarginLoss(nameof(Net.X), nameof(Net.X), nameof(Net.Hidden))] class Net", "class[0] LossMismatch: [TripletMarginLoss] needs three values of one shape (features), but they are (8), (8), (4) [X (8); X (8) → Linear (4) → Tanh (4)]")]
    public void Says_what_a_loss_cannot_judge(string onClass, string problem) => Assert.Equal([problem], Graph.ProblemText.Of($"{onClass} [Input(8)] X [Linear(4), Tanh] Hidden [Linear(2)] Y"));

    [Fact]
    public void A_loss_on_a_member_is_reported_there() => Assert.Equal(
        ["Y[1] LossMismatch"], Graph.ProblemText.Kinds("[Input(8)] X [Linear(4)] Hidden [Linear(1), CrossEntropyLoss] Y"));

    [Fact]
    public void What_only_a_loss_needs_is_not_unused() => Declare.Sound(Declare.Graph("[Input(8)] X [Linear(4), MSELoss] Side [From(nameof(X)), Linear(2)] Y"));

    [Fact]
    public void A_variational_autoencoder_has_two_losses_and_no_target()
    {
        var plan = Declare.Plan("""
            [KLNormalLoss(nameof(Vae.Mu), nameof(Vae.LogVar), Weight = 0.1)] class Vae
            [Input(8)] X
            [Linear(4)] Mu
            [From(nameof(X)), Linear(4)] LogVar
            [Scale(0.5), Exp, Multiply(nameof(Mu)), Add(nameof(Mu)), Linear(8), MSELoss(Target = nameof(X))] Y
            """);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        Assert.Equal(
            ["NormalDivergenceKernel.Run(w.Mu, w.LogVar, w.GradMu, w.GradLogVar, weight: 0.1)", "MeanSquaredErrorKernel.Run(w.Y, w.X, w.GradY)"],
            plan.Program.Losses.Select(item => new Step(plan.Program.Graph.Model, null, item.Loss.Loss.Kernel(item.Call), StepCondition.Always).Text));
    }

    [Fact]
    public void A_triplet_is_three_passes_through_shared_layers()
    {
        var plan = Declare.Plan("""
            [TripletMarginLoss(nameof(Net.A), nameof(Net.P), nameof(Net.N), Margin = 0.5)] class Net
            block Encoder { [Input] X [Linear(6), ReLU, Linear(3)] Y }
            [Input(8)] Anchor [Use<Encoder>] [Output] A
            [Input(8)] Positive [Use<Encoder>(Share = nameof(A))] [Output] P
            [Input(8)] Negative [Use<Encoder>(Share = nameof(A))] [Output] N
            """);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        Assert.Equal("TripletMarginKernel.Run(w.AEncoder.Y, w.PEncoder.Y, w.NEncoder.Y, w.GradA, w.GradP, w.GradN, 0.5)", new Step(plan.Program.Graph.Model, null, Assert.Single(plan.Program.Losses).Loss.Loss.Kernel(plan.Program.Losses[0].Call), StepCondition.Always).Text);
    }

    private static Loss Place(string loss, string shape) => Catalog.CreateLoss((LossAttribute)Catalog.CreateAttribute(Declare.Attribute(loss))!, [shape.Shape()]);
}
