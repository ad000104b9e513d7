namespace Roslyn.Tests.Forms;

/// <summary>Forms of class that cannot be a model: each gives one diagnostic, and everything around it still works.</summary>
public sealed class FailingFormsTests : FormTests
{
    // C#'s errors about a partial property without a body, and about one in a class that is not partial.
    private const string NoBody = "CS9248";
    private const string NotPartial = "CS0751";

    [Theory]
    [InlineData("public partial [|record|] Net")]
    [InlineData("public partial [|record|] class Net")]
    [InlineData("public partial [|record|] struct Net")]
    [InlineData("public partial [|struct|] Net")]
    [InlineData("public readonly partial [|struct|] Net")]
    [InlineData("public [|abstract|] partial class Net")]
    [InlineData("public partial class Net : [|System.Exception|]")]
    [InlineData("public partial class Net : [|Base|], System.IDisposable")]
    public async Task What_can_be_added_to_gets_its_properties(string header)
    {
        var compilation = await Fails("DD0111", "'Net'", Source(header));
        Assert.Single(compilation.Files, file => file.HintName.StartsWith("Net.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[|file|] partial class Net", NoBody)]
    [InlineData("[|file|] static partial class Net", NoBody, "CS0708")]
    public Task What_is_confined_to_its_file_gets_nothing(string header, params string[] errors) => header.Contains("static")
        ? Fails("DD0111", "'static'", Source(header.Replace("[|file|] static", "file [|static|]")), errors)
        : Fails("DD0111", "'internal'", Source(header), errors);

    [Fact]
    public Task Static_class() => Fails("DD0111", "remove 'static'", Source("public [|static|] partial class Net"), "CS0708");

    [Fact]
    public Task Class_that_is_not_partial() => Fails("DD0110", "partial class Net", Source("public class [|Net|]"), NotPartial, NoBody);

    [Fact]
    public Task Class_that_is_not_partial_with_plain_properties() => Fails("DD0110", "write 'partial class Net'", """
        using DeepDsl;
        [Model] public class [|Net|]
        {
            [Input(4)] public Node X { get; }
            [Linear(2)] public Node Y { get; }
        }
        """);

    [Fact]
    public Task Class_in_a_class_that_is_not_partial() => Fails("DD0111", "write 'partial class Outer'", $$"""
        using DeepDsl;
        public class Outer
        {
            public partial class Middle
            {
                [Model] public partial class [|Net|]
                {
                    {{Members}}
                }
            }
        }
        """, "CS9248");

    [Theory]
    [InlineData("public partial class Net[|(int seed)|]", "public int Seed => seed;")]
    [InlineData("public partial class Net", "public [|Net|]() { }")]
    [InlineData("public partial class Net", "public [|Net|](int seed) { }")]
    [InlineData("public partial class Net", "public [|Net|](DeepDsl.ModelOptions? options) { }")]
    [InlineData("public partial class Net", "private [|Net|](string name = \"\") : this(new DeepDsl.ModelOptions()) { }", "CS1503")]
    public Task Constructor(string header, string member, params string[] errors) => Fails("DD0111", "constructor", Source(header, member), errors);

    [Theory]
    [InlineData("public TorchSharp.torch.Tensor [|forward|](TorchSharp.torch.Tensor x) => x;")]
    [InlineData("public TorchSharp.torch.Tensor [|Predict|](TorchSharp.torch.Tensor? input) => input!;")]
    [InlineData("public void [|CopyParametersFrom|](Net other) { }")]
    [InlineData("public void [|LerpParametersFrom|](Net other, System.Double weight) { }")]
    [InlineData("public object [|Clone|]() => this;")]
    [InlineData("private void [|TrainBackward|](TorchSharp.torch.Tensor g, bool a, bool p, TorchSharp.torch.Tensor x) { }")]
    public Task Method_that_the_generator_writes(string member) => Fails("DD0111", "which the generator writes itself", Source("public partial class Net", member));

    [Theory]
    [InlineData("public override TorchSharp.torch.Tensor [|forward|](TorchSharp.torch.Tensor x) => x;")]
    [InlineData("public override TorchSharp.torch.Tensor [|Predict|](TorchSharp.torch.Tensor x) => x;")]
    [InlineData("public override TorchSharp.torch.Tensor [|forward|](TorchSharp.torch.Tensor x) => x; public override TorchSharp.torch.Tensor Predict(TorchSharp.torch.Tensor x) => x;")]
    [InlineData("public override TorchSharp.torch.Tensor [|forward|](TorchSharp.torch.Tensor x) => Predict(x); public float Loss(TorchSharp.torch.Tensor x) => TrainStep(x, x) + new Net(new() { Seed = 1 }).Clone().LearningRate;")]
    public Task Method_of_the_generated_base(string member) => Fails("DD0111", "which the generator writes itself", Source("MSELoss, SGD(0.1)] public partial class Net", member).Replace("[Model] MSELoss", "[Model, MSELoss"));

    [Fact]
    public Task Method_of_the_generated_base_without_partial_nodes() => Fails("DD0111", "which the generator writes itself", """
        using DeepDsl;
        using static TorchSharp.torch;
        [Model] public partial class Net
        {
            [Input(4)] public Node X { get; }
            [Linear(2)] public Node Y { get; }
            public override Tensor [|forward|](Tensor x) => x;
        }
        """);

    // Where more is wrong than that, there is no base either.
    [Theory]
    [InlineData("public override TorchSharp.torch.Tensor [|forward|](TorchSharp.torch.Tensor x) => x; public object Clone() => this;")]
    [InlineData("public override TorchSharp.torch.Tensor [|forward|](TorchSharp.torch.Tensor x) => x; public int State => 3;")]
    [InlineData("public override float [|TrainStep|](TorchSharp.torch.Tensor x, TorchSharp.torch.Tensor y) => 1;")]
    public Task Method_among_other_mistakes(string member) => Fails("DD0111", "which the generator writes itself", Source("public partial class Net", member), "CS0115");

    [Theory]
    [InlineData("global using Mine;", "'Tensor', which 'global using Mine;'")]
    [InlineData("global using Tensor = Mine.Other;", "'Tensor', which 'global using Tensor = Mine.Other;'")]
    [InlineData("global using static Mine.Holder;", "'Layout', which 'global using static Mine.Holder;'")]
    [InlineData("global using Portable = System.Text;", "'Portable', which 'global using Portable = System.Text;'")]
    public Task Global_using_of_another_type_with_a_name_of_the_librarys(string directive, string message) => Fails("DD0111", $"{message} gives another meaning: declare 'Net' in a namespace", $$"""
        {{directive}}
        using DeepDsl;
        [Model] public partial class [|Net|]
        {
            {{Members}}
        }
        namespace Mine
        {
            public class Tensor;
            public class Other;
            public static class Holder { public static int Layout => 3; public static int Unrelated => 4; }
        }
        """);

    [Fact]
    public Task More_than_six_inputs() => Fails("DD0111", "has 7 inputs", $$"""
        using DeepDsl;
        [Model] public partial class Net
        {
            {{string.Join("\n", Enumerable.Range(1, 6).Select(i => $"[Input(4)] public partial Node X{i} {{ get; }}"))}}
            [Input(4)] public partial Node [|X7|] { get; }
            [Linear(2), Add(nameof(X1))] public partial Node Y { get; }
        }
        """);

    [Theory]
    [InlineData("DD0111", "[Linear(2)] public partial Node Y { get; [|set|]; }")]
    [InlineData("DD0111", "[Linear(2)] public partial Node Y { get; private [|set|]; }")]
    [InlineData("DD0111", "[Linear(2)] public partial Node Y { get; [|init|]; }")]
    [InlineData("DD0111", "[Linear(2)] public Node Y { get; [|set|]; }")]
    [InlineData("DD0111", "[Linear(2)] public [|static|] partial Node Y { get; }")]
    [InlineData("DD0110", "[Linear(2)] public Node [|Y|] => default;")]
    [InlineData("DD0110", "[Linear(2)] public partial Node [|Y|] { get; } public partial Node Y => new(2);")]
    [InlineData("DD0110", "[Linear(2)] public int [|Y|] { get; }")]
    [InlineData("DD0110", "[Linear(2)] public Node? [|Y|] { get; }")]
    [InlineData("DD0110", "[Linear(2)] public Node [|this|][int i] => default;")]
    [InlineData("DD0111", "[[|Mine|]] public partial Node Y { get; }")]
    public Task Node(string id, string member) => Fails(id, "", $$"""
        using DeepDsl;
        [Model] public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Linear(8)] public partial Node H { get; }
            {{member}}
        }
        public sealed class MineAttribute : OperatorAttribute;
        """);

    [Fact]
    public Task Nodes_in_several_declarations() => Fails("DD0110", "move 'Z'", $$"""
        using DeepDsl;
        [Model] public partial class [|Net|]
        {
            {{Members}}
        }
        partial class Net
        {
            [Linear(2)] public partial Node Z { get; }
        }
        """);

    [Theory]
    [InlineData("public class Tensor;")]
    [InlineData("internal enum Layout;")]
    [InlineData("namespace Portable { public class Anything; }")]
    public Task Type_that_hides_one_of_the_librarys(string type) => Fails("DD0111", "Generated code uses the name", $$"""
        namespace Mine
        {
            {{type}}
            [DeepDsl.Model] public partial class [|Net|]
            {
                [DeepDsl.Input(4)] public DeepDsl.Node X { get; }
                [DeepDsl.Linear(2)] public DeepDsl.Node Y { get; }
            }
        }
        """);

    [Fact]
    public Task Member_of_an_outer_class_that_hides_a_type_of_the_librarys() => Fails("DD0111", "'Outer.Layout'", """
        using DeepDsl;
        public partial class Outer
        {
            public static int Layout => 3;
            [Model] public partial class [|Net|]
            {
                [Input(4)] public Node X { get; }
                [Linear(2)] public Node Y { get; }
            }
        }
        """);

    [Fact]
    public async Task Types_of_one_name_that_are_no_parts_of_each_other()
    {
        var compilation = TestCompilation.Of($$"""
            using DeepDsl;
            [Model] public partial class Net
            {
                {{Members}}
            }
            [Model] public partial struct Net
            {
                {{Members}}
            }
            """);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        Assert.Equal("DD0111", Assert.Single(await compilation.FindingsAsync()).Id);
    }

    private static string Source(string header, string member = "") => $$"""
        using DeepDsl;
        [Model] {{header}}
        {
            {{Members}}
            {{member}}
        }
        public class Base
        {
            public void Dispose() { }
        }
        """;
}
