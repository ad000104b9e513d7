using System.Composition;
using DeepDsl.Analyzers.Rules.Signal;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Signal;

/// <summary>Keeps the sum of skip connections level.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class GrowingStreamFix() : SignalFix(GrowingStream.Id);
