using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Roslyn.Tests.Generation;

/// <summary>If the compiler itself fails on a model, the build says so in one error.</summary>
public sealed class CompilerFailureTests
{
    [Fact]
    public void The_build_stops_with_one_sentence()
    {
        var compilation = TestCompilation.Of(TestModels.LeNet);
        var model = (ModelDeclaration)compilation.Driver.GetRunResult().Results.Single().TrackedSteps[Steps.Read][0].Outputs[0].Value;
        var file = Assert.Single(ModelCompiler.Fail(model, new InvalidOperationException("one\r\ntwo")));
        var diagnostic = Assert.Single(compilation.Input
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(file.Text, TestCompilation.Parsing, cancellationToken: TestContext.Current.CancellationToken))
            .GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("CS1029", diagnostic.Id);
        Assert.Contains("DeepDsl failed to compile the model 'LeNet', which is a mistake in DeepDsl: please report it with the model (InvalidOperationException: one  two)", diagnostic.GetMessage());
    }
}
