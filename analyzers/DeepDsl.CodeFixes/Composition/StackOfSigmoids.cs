using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Takes ReLU for every sigmoid of the stack; initializers that nobody wrote follow by themselves.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StackOfSigmoidsFix() : ModelFix(StackOfSigmoids.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw[Facts.Suggestion] is { } activation && flaw.Others is { Count: > 0 } sigmoids)
            yield return new($"Use [{activation}] in the hidden layers", "Use another activation", root => root.ReplaceNodes(sigmoids, (sigmoid, _) => sigmoid.Renamed(activation)));
    }
}
