using System.Composition;
using DeepDsl.Analyzers.Rules.Signal;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Signal;

/// <summary>Keeps inputs apart by normalization or skip connections.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SimilarInputsFix() : SignalFix(SimilarInputs.Id);
