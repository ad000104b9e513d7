using DeepDsl.Analyzers.Rules.Usage;
using DeepDsl.CodeFixes.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests.Assemblies;

namespace Roslyn.Tests.Rules.Usage;

public sealed class EvaluationInTrainingModeTests : RuleTests<EvaluationInTrainingMode, EvaluationInTrainingModeFix>
{
    private const string Dropout = "'forward' runs 'Net' as in training, where [Dropout] in 'Logits' leaves out values at random, and nothing here calls eval(); use 'Predict'";

    [Theory]
    [InlineData("foreach (var (x, y) in batches) { using var logits = [|model.forward(x)|]; right += logits.argmax(1).eq(y).sum().item<long>(); }")]
    [InlineData("foreach (var (x, y) in batches) right += [|model.forward(x)|].softmax(1).argmax(1).eq(y).sum().item<long>();")]
    [InlineData("using (no_grad()) foreach (var (x, y) in batches) { using var logits = [|model.forward(x)|]; Show(logits); }")]
    [InlineData("using var _ = no_grad(); foreach (var (x, y) in batches) { using var logits = [|model.forward(x)|]; Show(logits); }")]
    [InlineData("foreach (var (x, y) in batches) { using var _ = inference_mode(); Show([|model.forward(x)|]); }")]
    [InlineData("for (var epoch = 0; epoch < 9; epoch++) { foreach (var (x, y) in batches) model.TrainStep(x, y); foreach (var (x, y) in batches) right += [|model.forward(x)|].argmax(1).eq(y).sum().item<long>(); }")]
    [InlineData("model.train(); foreach (var (x, y) in batches) right += [|model.forward(x)|].argmax(1).eq(y).sum().item<long>();")]
    [InlineData("using var own = new Net(); foreach (var (x, y) in batches) right += [|own.forward(x)|].argmax(1).eq(y).sum().item<long>();")]
    public Task Speaks_where_results_are_read_and_not_trained_on(string body) => Fires(Users.Of(body, "static void Show(Tensor logits) { }"), Dropout);

    [Fact]
    public Task Knows_what_a_norm_does() => Fires(
        Users.Of("foreach (var (x, y) in batches) right += [|model.call(x)|].argmax(1).eq(y).sum().item<long>();", layers: "Linear(16, Bias = false), BatchNorm1d, ReLU, Linear(10)"),
        "'call' runs 'Net' as in training, where [BatchNorm1d] in 'Logits' normalizes by the batch at hand and goes on changing its statistics, and nothing here calls eval(); use 'Predict'");

    [Theory]
    [InlineData("Linear(16), LayerNorm, ReLU, Linear(10)")]
    [InlineData("Linear(16), ReLU, Linear(10)")]
    public Task Is_silent_about_models_that_are_the_same_in_training(string layers) =>
        Silent(Users.Of("foreach (var (x, y) in batches) right += model.forward(x).argmax(1).eq(y).sum().item<long>();", layers: layers));

    [Theory]
    // Once is a look at the model.
    [InlineData("right = model.forward(batches[0].X).argmax(1).item<long>();")]
    // Training by hand.
    [InlineData("foreach (var (x, y) in batches) { using var logits = model.forward(x); using var loss = nn.functional.cross_entropy(logits, y); loss.backward(); right += logits.argmax(1).eq(y).sum().item<long>(); }")]
    [InlineData("Tensor sum = 0; foreach (var (x, y) in batches) sum += nn.functional.cross_entropy(model.forward(x), y); sum.backward();")]
    [InlineData("foreach (var (x, y) in batches) { var logits = model.forward(x); right += logits.argmax(1).eq(y).sum().item<long>(); Learn(logits); }")]
    [InlineData("var all = new List<Tensor>(); foreach (var (x, y) in batches) all.Add(model.forward(x)); Learn(cat(all));")]
    [InlineData("foreach (var (x, y) in batches) { model.TrainStep(x, y); right += model.forward(x).argmax(1).eq(y).sum().item<long>(); }")]
    // Evaluation as it should be.
    [InlineData("foreach (var (x, y) in batches) { using var logits = model.Predict(x); right += logits.argmax(1).eq(y).sum().item<long>(); }")]
    [InlineData("model.eval(); foreach (var (x, y) in batches) right += model.forward(x).argmax(1).eq(y).sum().item<long>();")]
    [InlineData("model.train(false); foreach (var (x, y) in batches) right += model.forward(x).argmax(1).eq(y).sum().item<long>();")]
    [InlineData("using (no_grad()) { using var own = new Net(); own.eval(); foreach (var (x, y) in batches) right += own.forward(x).argmax(1).eq(y).sum().item<long>(); }")]
    public Task Is_silent_about_training_and_about_evaluation_as_it_should_be(string body) => Silent(Users.Of(body, "static void Learn(Tensor logits) { }"));

    [Theory]
    [InlineData("static void Prepare(Net model) => model.eval();")]
    [InlineData("static void Prepare(Net model) => model.train(false);")]
    public Task Is_silent_where_somebody_else_may_have_called_eval(string elsewhere) =>
        Silent(Users.Of("foreach (var (x, y) in batches) right += model.forward(x).argmax(1).eq(y).sum().item<long>();", elsewhere));

    [Fact]
    public Task Speaks_of_a_model_that_nobody_else_has() =>
        Fires(Users.Of("using var own = new Net(); foreach (var (x, y) in batches) right += [|own.forward(x)|].argmax(1).eq(y).sum().item<long>();", "static void Prepare(Net model) => model.eval();"), Dropout);

    [Fact]
    public Task Is_silent_where_another_assembly_may_call() => Silent(
        Users.Of("foreach (var (x, y) in batches) right += model.forward(x).argmax(1).eq(y).sum().item<long>();").Replace("internal static class User", "public static class User").Replace("static long Run", "public static long Run"));

    [Theory]
    [InlineData("Dropout(0.5)", "new Net()", 1)]
    [InlineData("LayerNorm", "new Net()", 0)]
    [InlineData("Dropout(0.5)", "Net.Trained()", 0)]
    public async Task Knows_models_of_other_assemblies(string layer, string model, int count)
    {
        var library = Library.Compile("Models", $$"""
            using DeepDsl;
            [Block] public partial class Part
            {
                [Input] public partial Node X { get; }
                [Linear(16), ReLU, {{layer}}] public partial Node Y { get; }
            }
            [Model, CrossEntropyLoss] public partial class Net
            {
                [Input(8)] public partial Node X { get; }
                [Use<Part>, Linear(10)] public partial Node Logits { get; }
                public static Net Trained() { var net = new Net(); net.eval(); return net; }
            }
            """).Reference(ReferenceKind.Image);
        var user = Library.Input("User", $$"""
            using TorchSharp;
            internal static class User
            {
                static long Run(torch.Tensor[] batches)
                {
                    using var model = {{model}};
                    var right = 0L;
                    foreach (var batch in batches)
                        right += model.forward(batch).argmax(1).item<long>();
                    return right;
                }
            }
            """, library);
        var findings = await user.WithAnalyzers([new EvaluationInTrainingMode()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(count, findings.Length);
        Assert.All(findings, finding => Assert.StartsWith("'forward' runs 'Net' as in training, where [Dropout] in 'Part.Y' leaves out", finding.GetMessage(null)));
    }

    [Fact]
    public Task Calls_Predict_instead() => Fixes(Users.Of("""
        foreach (var (x, y) in batches)
        {
            using var logits = [|model.forward(x)|]; // fast
            right += logits.argmax(1).eq(y).sum().item<long>();
        }
        """), Users.Of("""
        foreach (var (x, y) in batches)
        {
            using var logits = model.Predict(x); // fast
            right += logits.argmax(1).eq(y).sum().item<long>();
        }
        """), "Use Predict");
}
