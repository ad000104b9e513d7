using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading.Forms;

/// <summary>A problem of form, and the token that is to blame.</summary>
internal sealed record FormFinding(FormProblem Problem, Location Location)
{
    public static FormFinding Of(FormProblemKind kind, SyntaxToken token, string message, string? member = null) => new(new(kind, member, message), token.GetLocation());
}
