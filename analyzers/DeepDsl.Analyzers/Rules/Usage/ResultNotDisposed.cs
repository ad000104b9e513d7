using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DeepDsl.Analyzers.Rules.Usage;

/// <summary>Every turn of a loop leaves a tensor behind that nobody disposes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResultNotDisposed() : UsageRule(Rule)
{
    public const string Id = "DD0804";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Result is not disposed", messageFormat: "{0}",
        RuleCategories.Usage, DiagnosticSeverity.Info, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    // They return the tensor itself, or look after it.
    private static readonly string[] Keeping = ["to", "cpu", "cuda", "alias", "Dispose", "DetachFromDisposeScope", "MoveToOuterDisposeScope", "MoveToOtherDisposeScope", "DisposeWith"];

    private protected override string? Check(ModelCall call) =>
        call.Method.Name == "Predict" && ModelCall.IsTensor(call.Method.ReturnType) && IsOfModel(call.Method.ContainingType) && call.Loop is not null && !HasScope(call) && IsLost(call)
            ? "The tensor that 'Predict' returns is not disposed, and every turn of the loop adds to the memory that the garbage collector does not see; declare it with 'using var', or open a dispose scope in the loop"
            : null;

    private static bool IsOfModel(INamedTypeSymbol type) =>
        type is { Name: "Model", ContainingNamespace: { Name: "Models", ContainingNamespace.Name: nameof(DeepDsl) } } or { Name: "ISupervisedModel", ContainingNamespace.Name: nameof(DeepDsl) }
        || (type.BaseType is { } ancestor && IsOfModel(ancestor));

    // Wherever the member speaks of a scope, somebody has thought of it.
    private static bool HasScope(ModelCall call) => call.Body.Descendants().Any(part => part.Type is { Name: "DisposeScope" });

    private static bool IsLost(ModelCall call) => ModelCall.UserOf(call.Operation) is var (value, user) && user switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable, Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation group } } } =>
            group.Parent is not (IUsingDeclarationOperation or IUsingOperation) && call.Uses(variable).All(use => call.IsInSameFunction(use) && IsRead(use)),
        _ => IsRead(value),
    };

    // Whoever gets the tensor handed over may keep it.
    private static bool IsRead(IOperation tensor) => ModelCall.UserOf(tensor) is var (value, user) && user switch
    {
        IInvocationOperation read => read.Instance == value && !read.TargetMethod.Name.EndsWith("_", StringComparison.Ordinal) && !Keeping.Contains(read.TargetMethod.Name),
        IPropertyReferenceOperation read => read.Instance == value,
        IBinaryOperation { OperatorMethod: not null } => true,
        _ => false,
    };
}
