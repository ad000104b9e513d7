using System.Composition;
using DeepDsl.Analyzers.Rules.Signal;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Signal;

/// <summary>Keeps gradients and activations down, in whichever ways are predicted to work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ExplodingGradientsFix() : SignalFix(ExplodingGradients.Id);
