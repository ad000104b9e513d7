using System.Composition;
using DeepDsl.Analyzers.Rules.Signal;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Signal;

/// <summary>Brings the activation back to where it is steep.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SaturatedActivationFix() : SignalFix(SaturatedActivation.Id);
