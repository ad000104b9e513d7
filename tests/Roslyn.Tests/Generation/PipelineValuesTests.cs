using System.Collections;
using System.Reflection;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Generators;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Generation;

/// <summary>Values between the steps of the pipeline outlive compilations, so nothing of Roslyn may hang on them, and equality must be by value.</summary>
public sealed class PipelineValuesTests
{
    private static readonly Type[] Heavy = [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location), typeof(Compilation), typeof(SemanticModel)];

    [Theory]
    [InlineData(typeof(ModelDeclaration))]
    [InlineData(typeof(GeneratedSource))]
    public void Nothing_of_Roslyn_is_declared_in(Type type) => Assert.Empty(Reachable(type).SelectMany(HeavyOnesIn));

    [Fact]
    public void The_guard_sees_what_it_should() =>
        Assert.Equal([typeof(Location)], Reachable(typeof(Wrong)).SelectMany(HeavyOnesIn).Distinct());

    [Theory]
    [InlineData(Steps.Read)]
    [InlineData(Steps.Compile)]
    public void Nothing_of_Roslyn_is_in_the_values_of(string step)
    {
        var outputs = TestCompilation.Of(TestModels.All).Driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(run => run.Value).ToArray();
        Assert.NotEmpty(outputs);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var value in outputs)
            Walk(value, seen);
        Assert.DoesNotContain(seen, value => Heavy.Any(type => type.IsInstanceOfType(value)));
    }

    [Fact]
    public void Two_readings_of_one_source_are_equal_and_so_is_what_they_compile_to()
    {
        var (first, second) = (TestCompilation.Of(TestModels.All), TestCompilation.Of(TestModels.All));
        Assert.Equal(Models(first), Models(second));
        Assert.Equal(Models(first).Select(model => model.GetHashCode()), Models(second).Select(model => model.GetHashCode()));
        Assert.Equal(first.Files.Select(file => (file.HintName, file.SourceText.ToString())), second.Files.Select(file => (file.HintName, file.SourceText.ToString())));
    }

    private static IEnumerable<ModelDeclaration> Models(TestCompilation compilation) =>
        compilation.Driver.GetRunResult().Results.Single().TrackedSteps[Steps.Read].SelectMany(run => run.Outputs).Select(run => (ModelDeclaration)run.Value);

    /// <summary>The types of fields, and of what they hold, in types of ours.</summary>
    private static HashSet<Type> Reachable(Type start)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>([start]);
        while (open.TryDequeue(out var type))
        {
            if (!found.Add(type))
                continue;
            foreach (var argument in type.GetGenericArguments().Concat(type.IsArray ? [type.GetElementType()!] : []))
                open.Enqueue(argument);
            if (type.Assembly != typeof(ModelDeclaration).Assembly && type.Assembly != typeof(ModelReader).Assembly && type.Assembly != typeof(PipelineValuesTests).Assembly)
                continue;
            foreach (var next in Fields(type).Select(field => field.FieldType).Concat(type.Assembly.GetTypes().Where(derived => derived.BaseType == type)))
                open.Enqueue(next);
        }
        return found;
    }

    private static IEnumerable<Type> HeavyOnesIn(Type type) => Heavy.Where(heavy => heavy.IsAssignableFrom(type));

    private static void Walk(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || !seen.Add(value))
            return;
        foreach (var item in value is IEnumerable items ? items.Cast<object?>() : Fields(value.GetType()).Select(field => field.GetValue(value)))
            Walk(item, seen);
    }

    private static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Concat(type.BaseType is { } ancestor && ancestor != typeof(object) ? Fields(ancestor) : []);

    private sealed record Wrong(EquatableArray<Inner> Inner);

    private sealed record Inner(Location[] Places);
}
