using System.Composition;
using DeepDsl.Analyzers.Rules.Signal;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Signal;

/// <summary>Shortens the way to the loss by skip connections.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeepPathFix() : SignalFix(DeepPath.Id);
