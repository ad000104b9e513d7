using DeepDsl.Analyzers.Rules.Usage;
using DeepDsl.CodeFixes.Usage;

namespace Roslyn.Tests.Rules.Usage;

public sealed class ResultNotDisposedTests : RuleTests<ResultNotDisposed, ResultNotDisposedFix>
{
    private const string Message = "The tensor that 'Predict' returns is not disposed, and every turn of the loop adds to the memory that the garbage collector does not see; declare it with 'using var', or open a dispose scope in the loop";

    [Theory]
    [InlineData("foreach (var (x, y) in batches) { var logits = [|model.Predict(x)|]; right += logits.argmax(1).eq(y).sum().item<long>(); }")]
    [InlineData("foreach (var (x, y) in batches) right += [|model.Predict(x)|].argmax(1).eq(y).sum().item<long>();")]
    [InlineData("for (var i = 0; i < batches.Count; i++) right += [|model.Predict(batches[i].X)|].shape[0];")]
    [InlineData("while (right++ < 9) [|model.Predict(batches[0].X)|];")]
    [InlineData("do { _ = [|model.Predict(batches[0].X)|]; } while (right++ < 9);")]
    [InlineData("for (; [|model.Predict(batches[0].X)|].shape[0] > right; right++) ;")]
    [InlineData("ISupervisedModel network = model; foreach (var (x, _) in batches) { var half = [|network.Predict(x)|] / 2; }")]
    [InlineData("foreach (var (x, _) in batches) { System.Action run = () => { while (right++ < 9) [|model.Predict(x)|]; }; run(); }")]
    public Task Speaks_where_nobody_can_dispose_it(string body) => Fires(Users.Of(body), Message);

    [Theory]
    [InlineData("var logits = model.Predict(batches[0].X); right = logits.shape[0];")]
    [InlineData("foreach (var length in model.Predict(batches[0].X).shape) right += length;")]
    [InlineData("for (var logits = model.Predict(batches[0].X); right < 9; right++) ;")]
    [InlineData("foreach (var (x, y) in batches) { using var logits = model.Predict(x); right += logits.shape[0]; }")]
    [InlineData("foreach (var (x, y) in batches) { using (var logits = model.Predict(x)) right += logits.shape[0]; }")]
    [InlineData("foreach (var (x, y) in batches) { using (model.Predict(x)) right++; }")]
    [InlineData("foreach (var (x, y) in batches) { var logits = model.Predict(x); right += logits.shape[0]; logits.Dispose(); }")]
    [InlineData("foreach (var (x, y) in batches) { using var scope = NewDisposeScope(); right += model.Predict(x).argmax(1).eq(y).sum().item<long>(); }")]
    [InlineData("using var scope = NewDisposeScope(); foreach (var (x, y) in batches) { right += model.Predict(x).shape[0]; scope.DisposeEverything(); }")]
    [InlineData("foreach (var (x, y) in batches) return Count(model.Predict(x));")]
    [InlineData("foreach (var (x, y) in batches) { var logits = model.Predict(x); right += Count(logits); }")]
    [InlineData("foreach (var (x, y) in batches) right += model.Predict(x).Twice().shape[0];")]
    [InlineData("var all = new List<Tensor>(); foreach (var (x, y) in batches) all.Add(model.Predict(x));")]
    [InlineData("var all = new Tensor[9]; foreach (var (x, y) in batches) all[right++] = model.Predict(x);")]
    [InlineData("var all = new List<Tensor>(); foreach (var (x, y) in batches) { var logits = model.Predict(x); all.Add(logits); }")]
    [InlineData("foreach (var (x, y) in batches) { var logits = model.Predict(x); s_last = logits; }")]
    [InlineData("foreach (var (x, y) in batches) { var logits = model.Predict(x); System.Action later = () => logits.Dispose(); later(); }")]
    [InlineData("foreach (var (x, y) in batches) { using var here = model.Predict(x).cpu(); right += here.shape[0]; }")]
    [InlineData("foreach (var (x, y) in batches) { var logits = model.Predict(x); using var more = logits.add_(1); right += more.shape[0]; }")]
    [InlineData("foreach (var (x, y) in batches) { var (first, second) = (model.Predict(x), y); first.Dispose(); }")]
    [InlineData("Tensor last = null!; foreach (var (x, y) in batches) { last?.Dispose(); last = model.Predict(x); }")]
    [InlineData("right = batches.Sum(batch => Count(model.Predict(batch.X)));")]
    [InlineData("foreach (var (x, y) in batches) { System.Func<Tensor> later = () => model.Predict(x); }")]
    [InlineData("IEnumerable<Tensor> All() { foreach (var (x, y) in batches) yield return model.Predict(x); }")]
    [InlineData("var other = new Other(); foreach (var (x, y) in batches) right += other.Predict(x).shape[0];")]
    public Task Is_silent_where_somebody_may(string body) => Silent(Users.Of(body, """
        static Tensor s_last = null!;
        static long Count(Tensor logits) { using (logits) return logits.shape[0]; }
        static Tensor Twice(this Tensor logits) { using (logits) return logits * 2; }
        sealed class Other { public Tensor Predict(Tensor x) => x; }
        """));

    [Fact]
    public Task Declares_it_with_using() => Fixes(Users.Of("""
        foreach (var (x, y) in batches)
        {
            // All at once.
            var logits = [|model.Predict(x)|]; // fast
            right += logits.argmax(1).eq(y).sum().item<long>();
        }
        """), Users.Of("""
        foreach (var (x, y) in batches)
        {
            // All at once.
            using var logits = model.Predict(x); // fast
            right += logits.argmax(1).eq(y).sum().item<long>();
        }
        """), "Dispose it by 'using'");

    [Fact]
    public Task Names_it_first() => Fixes(Users.Of("""
        foreach (var (x, y) in batches)
        {
            // All at once.
            right += [|model.Predict(x)|].argmax(1).eq(y).sum().item<long>(); // fast
            right -= [|model.Predict(x)|].argmin(1).eq(y).sum().item<long>();
        }
        """), Users.Of("""
        foreach (var (x, y) in batches)
        {
            // All at once.
            using var prediction = model.Predict(x);
            right += prediction.argmax(1).eq(y).sum().item<long>(); // fast
            using var prediction2 = model.Predict(x);
            right -= prediction2.argmin(1).eq(y).sum().item<long>();
        }
        """), "Dispose it by 'using'");

    [Fact]
    public Task Finds_a_name_that_is_free() => Fixes(Users.Of("""
        foreach (var (prediction, y) in batches)
        {
            right += [|model.Predict(prediction)|].shape[0];
        }
        """), Users.Of("""
        foreach (var (prediction, y) in batches)
        {
            using var result = model.Predict(prediction);
            right += result.shape[0];
        }
        """), "Dispose it by 'using'");

    [Fact]
    public Task Disposes_at_once_what_nobody_reads() => Fixes(Users.Of("""
        while (right++ < 9)
        {
            [|model.Predict(batches[0].X)|]; // warm up
            _ = [|model.Predict(batches[0].X)|];
        }
        """), Users.Of("""
        while (right++ < 9)
        {
            model.Predict(batches[0].X).Dispose(); // warm up
            model.Predict(batches[0].X).Dispose();
        }
        """), "Dispose it");

    [Theory]
    [InlineData("foreach (var (x, y) in batches) { right += right > 5 ? [|model.Predict(x)|].shape[0] : 0; }")]
    [InlineData("foreach (var (x, y) in batches) { right += Next() + [|model.Predict(x)|].shape[0]; }")]
    [InlineData("foreach (var (x, y) in batches) right += [|model.Predict(x)|].shape[0];")]
    [InlineData("for (; [|model.Predict(batches[0].X)|].shape[0] > right; right++) { }")]
    public Task Leaves_alone_what_would_move(string body) => OffersNothing(Users.Of(body, "static long Next() => 1;"));
}
