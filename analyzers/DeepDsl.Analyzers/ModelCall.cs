using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepDsl.Analyzers;

/// <summary>A call of a method, and the code around it, as rules about the use of models ask about it.</summary>
internal sealed class ModelCall(IInvocationOperation operation, Compilation compilation, CancellationToken cancel)
{
    private IOperation? _body;

    public IInvocationOperation Operation => operation;

    public IMethodSymbol Method => operation.TargetMethod;

    public Compilation Compilation => compilation;

    public CancellationToken Cancel => cancel;

    /// <summary>The whole member that the call stands in.</summary>
    public IOperation Body => _body ??= Ancestors(operation).LastOrDefault() ?? operation;

    /// <summary>The innermost loop that makes the call again and again; null where there is none, or only one around the function that the call stands in.</summary>
    public ILoopOperation? Loop
    {
        get
        {
            IOperation inner = operation;
            foreach (var outer in Ancestors(operation).TakeWhile(outer => !IsFunction(outer)))
            {
                if (outer is ILoopOperation loop && !IsOnce(loop, inner))
                    return loop;
                inner = outer;
            }
            return null;
        }
    }

    /// <summary>Whether a call of one of these names is made somewhere in a part of the code.</summary>
    public static bool Calls(IOperation part, params string[] names) => part.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => names.Contains(call.TargetMethod.Name));

    /// <summary>Whether what a method of one of these names returned is in <c>using</c> around the call.</summary>
    public bool IsWithin(params string[] names)
    {
        IOperation inner = operation;
        foreach (var outer in Ancestors(operation))
        {
            if (outer is IUsingOperation scope && inner != scope.Resources && Calls(scope.Resources, names)
                || outer is IBlockOperation block && block.Operations.TakeWhile(before => before != inner).OfType<IUsingDeclarationOperation>().Any(before => Calls(before, names)))
                return true;
            inner = outer;
        }
        return false;
    }

    /// <summary>The places where a variable is used.</summary>
    public IEnumerable<IOperation> Uses(ILocalSymbol variable) => Body.Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, variable));

    /// <summary>Whether a place belongs to the same function as the call.</summary>
    public bool IsInSameFunction(IOperation other) => Ancestors(other).FirstOrDefault(IsFunction) == Ancestors(operation).FirstOrDefault(IsFunction);

    /// <summary>What is done with a value, without conversions.</summary>
    public static (IOperation Value, IOperation? User) UserOf(IOperation value)
    {
        while (value.Parent is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion;
        return (value, value.Parent);
    }

    /// <summary>Whether a type is TorchSharp's tensor.</summary>
    public static bool IsTensor(ITypeSymbol? type) =>
        type is { Name: "Tensor", ContainingType: { Name: "torch", ContainingNamespace: { Name: "TorchSharp", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;

    // What foreach goes through, and what stands first in for, is computed once.
    private static bool IsOnce(ILoopOperation loop, IOperation part) => loop switch
    {
        IForEachLoopOperation each => each.Collection == part,
        IForLoopOperation count => count.Before.Contains(part),
        _ => false,
    };

    private static IEnumerable<IOperation> Ancestors(IOperation operation)
    {
        for (var ancestor = operation.Parent; ancestor is not null; ancestor = ancestor.Parent)
            yield return ancestor;
    }
}
