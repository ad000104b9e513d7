using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Roslyn.Tests.Forms;

/// <summary>Forms of class that can be a model.</summary>
public sealed class WorkingFormsTests : FormTests
{
    [Fact]
    public Task Class_in_a_namespace() => Works($$"""
        using DeepDsl;
        namespace Some.Where;
        [Model] public partial class Net
        {
            {{Members}}
        }
        """);

    [Fact]
    public Task Class_in_the_global_namespace() => Works($$"""
        using DeepDsl;
        [Model] partial class Net
        {
            {{Members}}
        }
        """);

    [Theory]
    [InlineData("public partial class Outer")]
    [InlineData("internal static partial class Outer")]
    [InlineData("public abstract partial class Outer<TItem> where TItem : class")]
    [InlineData("public partial struct Outer")]
    [InlineData("public partial record Outer(int Size)")]
    [InlineData("public readonly partial record struct Outer(int Size)")]
    [InlineData("public partial interface IOuter<TItem>")]
    public Task Class_nested_in(string container) => Works($$"""
        using DeepDsl;
        namespace Some.Where;
        {{container}}
        {
            [Model] public sealed partial class Net
            {
                {{Members}}
            }
        }
        """);

    [Fact]
    public Task Private_class_nested_twice() => Works($$"""
        using DeepDsl;
        partial class Outer<T>
        {
            protected partial class Middle
            {
                [Model] private partial class Net
                {
                    {{Members}}
                }
            }
        }
        """);

    [Fact]
    public Task Generic_class() => Works($$"""
        using DeepDsl;
        [Model, MSELoss, SGD(0.1)] public partial class Net<TKey, @event> where TKey : notnull
        {
            {{Members}}
            public static Net<TKey, @event> Copy(Net<TKey, @event> net) => net.Clone();
        }
        """);

    [Fact]
    public Task Classes_of_one_name_that_differ_in_type_parameters() => Works($$"""
        using DeepDsl;
        [Model] public partial class Net
        {
            {{Members}}
        }
        [Model] public partial class Net<T>
        {
            {{Members}}
        }
        """);

    [Fact]
    public async Task Classes_whose_names_differ_in_case()
    {
        var compilation = await Works($$"""
            using DeepDsl;
            [Model] public partial class Net
            {
                {{Members}}
            }
            [Model] public partial class NET
            {
                {{Members}}
            }
            """);
        Assert.Equal(18, compilation.Files.Select(file => file.HintName.ToUpperInvariant()).Distinct().Count());
    }

    [Theory]
    [InlineData("", "namespace Models;")]
    [InlineData("global using System; global using System.IO; global using System.Linq; global using System.Threading; global using System.Collections.Generic; global using System.Threading.Tasks;", "")]
    [InlineData("global using static TorchSharp.torch; global using TorchSharp; global using DeepDsl.Kernels; global using Tensor = TorchSharp.torch.Tensor;", "")]
    [InlineData("global using static Mine.Holder;", "")]
    public Task Global_usings(string directives, string space) => Works($$"""
        using DeepDsl;
        {{space}}
        [Model] public partial class Net
        {
            {{Members}}
        }
        """, directives.Length > 0 ? directives : "global using Mine; global using Layout = Mine.Tensor;", "namespace Mine { public class Tensor; public static class Holder { internal static int Unrelated => 3; private static int Layout => 3; } }");

    [Fact]
    public Task Types_with_the_name_of_the_attribute_for_other_assemblies() => Works("""
        namespace Mine;
        [DeepDsl.Model] public partial class Net
        {
            [DeepDsl.Input(4)] public partial DeepDsl.Node X { get; }
            [DeepDsl.Use<Part>] public partial DeepDsl.Node Y { get; }
        }
        [DeepDsl.Block] public partial class Part
        {
            [DeepDsl.Input] public partial DeepDsl.Node X { get; }
            [DeepDsl.Tanh] public partial DeepDsl.Node Y { get; }
        }
        public class CompiledGraph;
        public class CompiledGraphAttribute;
        """);

    [Fact]
    public Task Global_using_of_another_Node() => Works("""
        [DeepDsl.Model] public partial class Net
        {
            [DeepDsl.Input(4)] public partial DeepDsl.Node X { get; }
            [DeepDsl.Linear(2)] public partial DeepDsl.Node Y { get; }
        }
        """, "global using Mine;", "namespace Mine { public class Node; }");

    [Fact]
    public async Task Members_with_names_of_generated_fields()
    {
        var compilation = await Works("""
            using DeepDsl;
            [Model] public partial class Net
            {
                private readonly int _bodyLinearWeight = 1;
                private int _bodyLinear2Bias() => _bodyLinearWeight;
                private int _body => _bodyLinear2Bias();
                private static class _bodyNormRunningMean { public const int Value = 3; }
                [Input(4)] public partial Node X { get; }
                [Linear(4), BatchNorm1d(Name = "norm"), Linear(4)] public partial Node Body { get; }
                [BatchNorm1d] public partial Node Y { get; }
                public int Sum => _body + _bodyNormRunningMean.Value;
            }
            """);
        var parameters = compilation.Files.Single(file => file.HintName.EndsWith(".Parameters.g.cs", StringComparison.Ordinal) && file.HintName.StartsWith("Net.", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("_bodyLinear3Weight = State.AddParameter(\"body.linear.weight\"", parameters);
    }

    [Fact]
    public Task Classes_of_one_name_in_several_places() => Works($$"""
        using DeepDsl;
        namespace A
        {
            [Model] public partial class Net
            {
                {{Members}}
            }
        }
        namespace B
        {
            [Model] public partial class Net
            {
                {{Members}}
            }
            public partial class A
            {
                [Model] public partial class Net
                {
                    {{Members}}
                }
            }
        }
        """);

    [Fact]
    public Task Class_and_members_named_like_keywords() => Works("""
        using DeepDsl;
        namespace @new.@namespace;
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class @class
        {
            private const int @default = 8;
            [Input(4)] public partial Node @in { get; }
            [Linear(nameof(@default))] public partial Node @while { get; }
            [From(nameof(@in)), Linear(8), Add(nameof(@while))] public partial Node @return { get; }
        }
        """);

    [Fact]
    public Task Members_whose_names_are_nearly_the_same() => Works("""
        using DeepDsl;
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
        {
            [Input(4)] public partial Node A_b { get; }
            [Input(4)] public partial Node a_b { get; }
            [Linear(4), Add(nameof(A_b))] public partial Node X1 { get; }
            [Linear(4)] public partial Node x1 { get; }
            [Linear(4)] public partial Node X_1 { get; }
            [Linear(4), Linear(4)] public partial Node _ { get; }
            [Linear(4), Linear(4)] public partial Node _1 { get; }
            [Linear(4, Name = "0"), ReLU, Linear(4, Name = "features.1"), ReLU, Linear(4)] public partial Node Größe { get; }
        }
        """);

    [Fact]
    public Task Plain_properties() => Works("""
        using DeepDsl;
        [Model] public partial class Net
        {
            [Input(4)] public Node X { get; }
            [Linear(2)] internal Node Y { get; }
        }
        """);

    [Theory]
    [InlineData("public partial")]
    [InlineData("internal partial")]
    [InlineData("protected partial")]
    [InlineData("protected internal partial")]
    [InlineData("private protected partial")]
    [InlineData("private partial")]
    [InlineData("partial")]
    [InlineData("public virtual partial")]
    [InlineData("public unsafe partial")]
    public async Task Nodes_that_are(string modifiers)
    {
        var source = $$"""
            using DeepDsl;
            [Model] public partial class Net
            {
                [Input(4)] {{modifiers}} Node X { get; }
                [Linear(2)] {{modifiers}} Node Y { get; }
            }
            """;
        var compilation = TestCompilation.Of(TestCompilation.Parsing, TestCompilation.Options.WithAllowUnsafe(true), source);
        Assert.Empty(compilation.Diagnostics);
        Assert.Empty(await compilation.FindingsAsync());
    }

    [Fact]
    public Task Other_members_beside_nodes() => Works("""
        using System;
        using DeepDsl;
        using TorchSharp;
        [Model, MSELoss, SGD(0.1)] public partial class Net : IComparable<Net>
        {
            public const string Title = "net";
            public static int Made { get; private set; }
            private readonly int[] _sizes = [1, 2];
            private Node Last => Y;
            public event Action? Trained;
            public Net(int seed) : this(new ModelOptions { Seed = seed }) => Trained?.Invoke();
            static Net() => Made = 0;
            [Input(4)] public partial Node X { get; }
            [Linear(2)] public partial Node Y { get; }
            partial void OnCreated() => Made++;
            public int CompareTo(Net? other) => _sizes.Length - Last.Features;
            public torch.Tensor Predict(float[] values) => Predict(torch.tensor(values));
            public float TrainStep(float[] values, torch.Tensor target) => TrainStep(torch.tensor(values), target);
            public torch.Tensor forward(string text) => torch.zeros(text.Length);
        }
        """);

    [Fact]
    public Task Parts_in_several_files() => Works("""
        using DeepDsl;
        [Model, CrossEntropyLoss] public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Linear(nameof(Width))] public partial Node Y { get; }
        }
        """,
        """
        [DeepDsl.Adam(1e-3)] partial class Net : System.IDisposable
        {
            private int Width => 2 * X.Features;
        }
        """);

    [Fact]
    public Task Nodes_in_another_part_than_the_attribute() => Works("""
        using DeepDsl;
        [Model] public partial class Net;
        """,
        $$"""
        using DeepDsl;
        partial class Net
        {
            {{Members}}
        }
        """);

    [Fact]
    public async Task Two_parts_that_both_say_so_are_one_model_and_an_error_of_C_sharps()
    {
        var compilation = TestCompilation.Of($$"""
            using DeepDsl;
            [Model] public partial class Net
            {
                {{Members}}
            }
            [Model] public partial class Net;
            """);
        Assert.Equal(["CS0579"], compilation.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Empty(await compilation.FindingsAsync());
        Assert.Equal(6, compilation.Files.Count());
    }

    [Fact]
    public async Task Class_beside_top_level_statements()
    {
        var compilation = TestCompilation.Of(TestCompilation.Parsing, TestCompilation.Options.WithOutputKind(OutputKind.ConsoleApplication), $$"""
            using DeepDsl;
            using var net = new Net(new() { Seed = 1 });
            System.Console.WriteLine(Net.Summary);
            [Model] partial class Net
            {
                {{Members}}
            }
            """);
        Assert.Empty(compilation.Diagnostics);
        Assert.Empty(await compilation.FindingsAsync());
    }

    [Fact]
    public Task Language_under_other_names() => Works("""
        using Network = DeepDsl.ModelAttribute;
        using Value = DeepDsl.Node;
        using Dense = DeepDsl.LinearAttribute;
        [Network] public partial class Net
        {
            [global::DeepDsl.Input(4)] public partial Value X { get; }
            [Dense(2)] public partial DeepDsl.Node Y { get; }
        }
        """);

    [Fact]
    public Task Types_around_the_models_namespace_that_are_called_like_the_librarys() => Works("""
        namespace Mine
        {
            public class Node;
            public class Tensor;
            public class Slot;
            public class Model<T1, T2>;
            public static class State;
            public static class Portable;
            public static class Layout;
            namespace Nets
            {
                [global::DeepDsl.Model, global::DeepDsl.CrossEntropyLoss, global::DeepDsl.SGD(0.1)] public partial class Net
                {
                    [global::DeepDsl.Input(4)] public partial global::DeepDsl.Node X { get; }
                    [global::DeepDsl.Linear(2)] public partial global::DeepDsl.Node Y { get; }
                }
            }
            namespace DeepDsl
            {
                namespace Kernels
                {
                }
            }
        }
        """);

    [Fact]
    public Task Type_of_the_authors_called_Node() => Works("""
        namespace Trees;
        public sealed record Node(int Value, Node? Next);
        [DeepDsl.Model] public partial class Net
        {
            [DeepDsl.Input(4)] public partial DeepDsl.Node X { get; }
            [DeepDsl.Linear(2)] public partial DeepDsl.Node Y { get; }
        }
        """);

    [Fact]
    public Task Names_of_the_library_in_global_usings() => Works("""
        global using System;
        global using System.Linq;
        global using System.Collections.Generic;
        global using System.Threading.Tasks;
        global using Mine;
        """,
        """
        namespace Mine
        {
            public class Node;
            public class Tensor;
            public class Slot;
            public static class Portable;
        }
        """,
        """
        namespace Nets;
        [DeepDsl.Model, DeepDsl.MSELoss, DeepDsl.SGD(0.1)] public partial class Net
        {
            [DeepDsl.Input(4)] public partial DeepDsl.Node X { get; }
            [DeepDsl.Linear(2)] public partial DeepDsl.Node Y { get; }
        }
        """);

    // Nothing of this may be reported a second time in the generated file, where nobody can mend it.
    [Fact]
    public async Task Documentation_that_only_the_authors_file_understands()
    {
        var compilation = TestCompilation.Of(TestCompilation.Parsing.WithDocumentationMode(DocumentationMode.Diagnose), TestCompilation.Options, """
            using DeepDsl;
            using System.Text;
            /// <summary>A net.</summary>
            [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
            {
                /// <summary>Made by a <see cref="StringBuilder"/>, of <see cref="Nobody"/>.</summary>
                [Input(4)] public partial Node X { get; }
                /** <summary>Not <b>closed.</summary> */
                [Linear(2)] public partial Node Y { get; }
            }
            """);
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        Assert.Equal(["CS1570", "CS1574"], compilation.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order());
        Assert.Empty(await compilation.FindingsAsync());
    }
}
