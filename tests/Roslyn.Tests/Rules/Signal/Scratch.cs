using Microsoft.CodeAnalysis;
namespace Roslyn.Tests.Rules.Signal;
public sealed class Scratch
{
    static string Stack(string opt, int depth, string init, string act, int width = 64) => $$"""
        using DeepDsl;
        [Model, CrossEntropyLoss{{(opt.Length > 0 ? ", " + opt : "")}}]
        public partial class Net
        {
            [Input(32)] public partial Node X { get; }
            [{{string.Concat(Enumerable.Repeat($"Linear({width}{init}), {act}, ", depth - 1))}}Linear(10{{init}})] public partial Node Y { get; }
        }
        """;
    [Fact]
    public async Task Print()
    {
        const string D = ", WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault";
        foreach (var opt in new[] { "SGD(0.1)", "Adam(1e-3)", "" })
        foreach (var (name, init, act) in new[] { ("relu_auto", "", "ReLU"), ("relu_default", D, "ReLU"), ("relu_xavier", ", WeightInit = Initializer.XavierNormal", "ReLU"), ("relu_n05", ", WeightInit = Initializer.Normal, WeightStd = 0.05", "ReLU"), ("relu_n3", ", WeightInit = Initializer.Normal, WeightStd = 0.3", "ReLU"),
            ("tanh", "", "Tanh"), ("tanh_def", D, "Tanh"), ("tanh_n3", ", WeightInit = Initializer.Normal, WeightStd = 0.3", "Tanh"), ("tanh_n20", ", WeightInit = Initializer.Normal, WeightStd = 2", "Tanh"), ("sigmoid", "", "Sigmoid"), ("sigmoid_k", ", WeightInit = Initializer.KaimingNormal", "Sigmoid"), ("gelu", "", "GELU"), ("gelu_def", D, "GELU"), ("bn", "", "BatchNorm1d, ReLU"), ("ln", "", "LayerNorm, ReLU"), ("tanh_orth2", ", WeightInit = Initializer.Orthogonal, WeightGain = 1.4142135", "Tanh") })
        foreach (var depth in new[] { 5, 12, 20, 30, 50 })
        {
            var findings = await TestCompilation.Of(Stack(opt, depth, init, act)).FindingsAsync();
            foreach (var f in findings) Console.WriteLine($"@@ {opt} {name} L{depth} {f.Id} {f.Severity}: {f.GetMessage(null)}");
            if (findings.Length == 0) Console.WriteLine($"@@ {opt} {name} L{depth} -");
        }
    }
}
