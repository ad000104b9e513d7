using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Pads the feature map until the window fits, or makes the window as small as the map.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EmptyFeatureMapFix() : ModelFix(EmptyFeatureMap.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        foreach (var padding in SuggestedValue.Edits(flaw))
            yield return padding;
        if (flaw[Facts.KernelSize] is { } fitting && Kernel(flaw.Attribute) is { } written)
        {
            var kernel = ParseExpression(fitting).WithTriviaFrom(written);
            yield return Edit.Replace($"Use a kernel of {fitting}", "Use the largest kernel that fits", written, kernel);
        }
    }

    // In every operator with a window, it is the last of the positional arguments.
    private static ExpressionSyntax? Kernel(AttributeSyntax? attribute)
    {
        var arguments = attribute?.ArgumentList?.Arguments ?? default;
        var kernel = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "kernelSize")
            ?? arguments.LastOrDefault(argument => argument is { NameEquals: null, NameColon: null });
        return kernel?.Expression;
    }
}
