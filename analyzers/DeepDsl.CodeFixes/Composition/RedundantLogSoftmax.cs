using System.Composition;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Removes the logarithmic softmax before the loss.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RedundantLogSoftmaxFix() : IdleOperatorFix(RedundantLogSoftmax.Id);
