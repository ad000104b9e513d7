using System.Composition;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Removes the activation that adds nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StackedActivationsFix() : IdleOperatorFix(StackedActivations.Id);
