using System.Composition;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Removes the activation behind the last layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LastActivationFix() : IdleOperatorFix(LastActivation.Id);
