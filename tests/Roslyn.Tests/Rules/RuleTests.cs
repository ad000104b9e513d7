using DeepDsl.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Roslyn.Tests.Rules;

/// <summary>Tests of a rule. All other rules run as well, or those about shapes beside one of them, so that every test shows that one cause gives one diagnostic.</summary>
/// <remarks>A source is a whole file, or the members of a classifier. What the rule should mark stands between <c>[|</c> and <c>|]</c>.</remarks>
public abstract class RuleTests<TRule>
    where TRule : DiagnosticAnalyzer, new()
{
    protected static DiagnosticDescriptor Rule { get; } = new TRule().SupportedDiagnostics[0];

    // Code that uses a model means something only where the model has its methods.
    private protected static bool NeedsGenerator { get; } = new TRule() is UsageRule;

    /// <summary>The rule marks the marked places, with these messages in order, before the generator has run as well as after.</summary>
    protected static Task Fires(string source, params string[] messages) => Fires(source, Rule.DefaultSeverity, messages);

    protected static async Task Fires(string source, DiagnosticSeverity severity, params string[] messages)
    {
        // A build does not even run a rule that is no warning by default, whatever it would report.
        Assert.True(severity <= Rule.DefaultSeverity);
        foreach (var withGenerator in (bool[])(NeedsGenerator ? [true] : [false, true]))
        {
            var test = new RuleTest<EmptyCodeFixProvider>(Rule) { WithGenerator = withGenerator, TestCode = Markup.Numbered(Sources.Whole(source)) };
            test.ExpectedDiagnostics.AddRange(messages.Select((message, place) => Expected(place, severity).WithMessage(message)));
            await test.RunAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>No rule has anything to say.</summary>
    protected static Task Silent(string source) => Fires(source);

    private protected static DiagnosticResult Expected(int place, DiagnosticSeverity severity) =>
        new DiagnosticResult(Rule.Id, severity).WithLocation(place).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);
}

/// <summary>Tests of a rule and its code fix.</summary>
public abstract class RuleTests<TRule, TFix> : RuleTests<TRule>
    where TRule : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>The fix of this title, the nth that is offered, makes of one source the other, in which there is no diagnostic and no error; and so does fix-all.</summary>
    /// <remarks>Without a title, titles are of no concern: they may differ from place to place.</remarks>
    protected static Task Fixes(string before, string after, string? title, int choice = 0, DiagnosticSeverity? severity = null)
    {
        var marked = Markup.Numbered(Sources.Whole(before));
        var test = new RuleTest<TFix>(Rule)
        {
            TestCode = marked,
            FixedCode = Sources.Whole(after),
            WithGenerator = NeedsGenerator,
            CodeActionIndex = choice,
            CodeActionVerifier = (action, verifier) => verifier.Equal(title ?? action.Title, action.Title),
        };
        test.ExpectedDiagnostics.AddRange(Markup.Places(marked).Select(place => Expected(place, severity ?? Rule.DefaultSeverity)));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The rule marks the marked place, and knows no cure.</summary>
    protected static Task OffersNothing(string source)
    {
        var marked = Markup.Numbered(Sources.Whole(source));
        var test = new RuleTest<TFix>(Rule) { TestCode = marked, FixedCode = marked, WithGenerator = NeedsGenerator };
        test.ExpectedDiagnostics.AddRange(Markup.Places(marked).Select(place => Expected(place, Rule.DefaultSeverity)));
        test.FixedState.ExpectedDiagnostics.AddRange(test.TestState.ExpectedDiagnostics);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
