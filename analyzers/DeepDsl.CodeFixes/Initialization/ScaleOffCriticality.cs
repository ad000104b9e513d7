using System.Composition;
using DeepDsl.Analyzers.Rules.Initialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Initialization;

/// <summary>Replaces the scale by the initializer that counts the layer's inputs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ScaleOffCriticalityFix() : SignalFix(ScaleOffCriticality.Id);
