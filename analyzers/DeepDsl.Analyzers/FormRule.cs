using DeepDsl.Compiler.Declarations;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>A rule about the form of a class, whatever its graph is.</summary>
public abstract class FormRule(DiagnosticDescriptor rule, FormProblemKind kind) : ModelRule(rule)
{
    protected sealed override IEnumerable<Finding> Check(ModelContext model, AnalyzerConfigOptions options) =>
        from problem in model.Declaration.FormProblems
        where problem.Kind == kind
        select new Finding(model.Locations.Locate(problem), problem.Message);
}
