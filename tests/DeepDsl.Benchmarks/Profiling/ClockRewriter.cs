using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Benchmarks.Profiling;

/// <summary>Puts a clock around every call of a kernel, of the optimizer, and of what copies inputs and results.</summary>
internal sealed class ClockRewriter : CSharpSyntaxRewriter
{
    private const string Clock = $"global::DeepDsl.Benchmarks.Profiling.{nameof(StepProfile)}";

    private readonly List<string> _sites = [];

    /// <summary>The calls, by their numbers.</summary>
    public IReadOnlyList<string> Sites => _sites;

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node) => node.Expression is InvocationExpressionSyntax call && IsTimed(call)
        ? SyntaxFactory.ParseStatement($"{{ {Clock}.Begin(); {call}; {Clock}.End({Number(call)}); }}").WithTriviaFrom(node)
        : base.VisitExpressionStatement(node);

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node) => IsTimed(node)
        ? SyntaxFactory.ParseExpression($"{Clock}.Of({Number(node)}, () => {node})").WithTriviaFrom(node)
        : base.VisitInvocationExpression(node);

    private int Number(InvocationExpressionSyntax call)
    {
        _sites.Add(call.ToString());
        return _sites.Count - 1;
    }

    private static bool IsTimed(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax member && member.Name.Identifier.ValueText is var name
        && (member.Expression is IdentifierNameSyntax { Identifier.ValueText: var owner } && (owner.EndsWith("Kernel", StringComparison.Ordinal) || (owner == "State" && name == "Step"))
            || name is "Load" or "Copy" or "Release");
}
