using System.Runtime.CompilerServices;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DeepDsl.Analyzers.Rules.Usage;

/// <summary>A model is evaluated as it is trained: with dropout, or with the statistics of the batch.</summary>
/// <remarks>It speaks where results are surely not trained on, and where surely nobody has called <c>eval()</c>.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EvaluationInTrainingMode() : UsageRule(Rule)
{
    public const string Id = "DD0802";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Evaluation in training mode", messageFormat: "{0}",
        RuleCategories.Usage, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    private static readonly string[] Training = ["TrainStep", "TrainForward", "TrainBackward", "ComputeGradients", "Step", "step", "backward", "grad", "zero_grad", "ZeroGradients"];
    private static readonly string[] WithoutGradient = ["argmax", "argmin", "detach", "item", "data", "ToSingle", "ToDouble", "ToInt32", "ToInt64", "ToScalar"];

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Mentions = new();

    private protected override string? Check(ModelCall call)
    {
        if (call is not { Method.Name: "forward" or "call", Operation.Instance.Type: INamedTypeSymbol type, Loop: { } loop }
            || UsedModels.GraphOf(type, call.Compilation, call.Cancel) is not { IsSound: true } graph
            || graph.LiveNodes.FirstOrDefault(IsDifferentInTraining) is not { } node
            || ModelCall.Calls(loop, Training) || !(call.IsWithin("no_grad", "inference_mode") || IsReadOnly(call)) || CanBeInInference(call))
            return null;
        var effect = node.Operator is IDropout ? "leaves out values at random" : "normalizes by the batch at hand and goes on changing its statistics";
        return $"'{call.Method.Name}' runs '{type.Name}' as in training, where {Network.Named(node)} {effect}, and nothing here calls eval(); use 'Predict'";
    }

    private static bool IsDifferentInTraining(GraphNode node) => !node.IsFrozen && node.Operator is IDropout or INormalization { SpansBatch: true };

    /// <summary>Whether the result is put to nothing that could be trained on.</summary>
    private static bool IsReadOnly(ModelCall call) => ModelCall.UserOf(call.Operation).User is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } }
        ? call.Uses(variable).ToArray() is { Length: > 0 } uses && uses.All(IsCut)
        : IsCut(call.Operation);

    private static bool IsCut(IOperation tensor) => ModelCall.UserOf(tensor) is (var value, IInvocationOperation user) && user.Instance == value
        && (WithoutGradient.Contains(user.TargetMethod.Name) || (ModelCall.IsTensor(user.TargetMethod.ReturnType) && IsCut(user)));

    private static bool CanBeInInference(ModelCall call)
    {
        if (call.Body.Descendants().OfType<IInvocationOperation>().Any(ChangesMode))
            return true;
        if (call.Operation.Instance is ILocalReferenceOperation { Local: var model } && IsMadeHere(call, model))
            return false;
        return IsSharedWithOthers(call, (INamedTypeSymbol)call.Operation.Instance!.Type!) || call.Compilation.SyntaxTrees.Any(tree => MentionsMode(tree, call.Cancel));
    }

    private static bool ChangesMode(IInvocationOperation call) =>
        call.TargetMethod.Name == "eval" || (call.TargetMethod.Name == "train" && call.Arguments.Any(argument => argument.Value.ConstantValue is not { HasValue: true, Value: true }));

    /// <summary>Whether a model is new, and nobody else has got hold of it.</summary>
    private static bool IsMadeHere(ModelCall call, ILocalSymbol model) =>
        call.Body.Descendants().OfType<IVariableDeclaratorOperation>().Any(variable => SymbolEqualityComparer.Default.Equals(variable.Symbol, model) && variable.GetVariableInitializer()?.Value is IObjectCreationOperation)
        && call.Uses(model).All(use => use.Parent is IMemberReferenceOperation || (use.Parent is IInvocationOperation user && user.Instance == use));

    /// <summary>Whether another assembly may hand over a model, in whichever mode.</summary>
    private static bool IsSharedWithOthers(ModelCall call, INamedTypeSymbol model)
    {
        if (!SymbolEqualityComparer.Default.Equals(model.ContainingAssembly, call.Compilation.Assembly))
            return true;
        var user = call.Operation.SemanticModel?.GetEnclosingSymbol(call.Operation.Syntax.SpanStart, call.Cancel)?.ContainingType;
        return call.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication) && IsPublic(model) && (user is null || IsPublic(user));
    }

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal && (type.ContainingType is null || IsPublic(type.ContainingType));

    private static bool MentionsMode(SyntaxTree tree, CancellationToken cancel) => (Mentions.TryGetValue(tree, out var known) ? known : Mentions.GetValue(tree, _ => new(
        tree.GetRoot(cancel).DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken)
            && (token.ValueText == "eval" || (token.ValueText == "train" && token.GetNextToken().IsKind(SyntaxKind.OpenParenToken) && !token.GetNextToken().GetNextToken().IsKind(SyntaxKind.CloseParenToken))))))).Value;
}
