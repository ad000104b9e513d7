using System.Composition;
using DeepDsl.Analyzers.Rules.Initialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Initialization;

/// <summary>Gives every layer the initializer that its activation wants.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class InitializerMismatchFix() : SignalFix(InitializerMismatch.Id);
