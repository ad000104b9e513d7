using System.Reflection;
using DeepDsl;
using Roslyn.Tests.Rules;
using TorchSharp;

namespace Roslyn.Tests.Language;

/// <summary>What the page says of attributes and members is what they are.</summary>
public sealed class LanguageTablesTests
{
    // What the first column of a table is called, and what its rows are.
    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["Structure"] = typeof(Attribute), ["Operator"] = typeof(OperatorAttribute), ["Loss"] = typeof(LossAttribute), ["Optimizer"] = typeof(OptimizerAttribute), ["Schedule or clipping"] = typeof(Attribute),
    };

    // What many attributes have, and where the page says so.
    private static readonly (Type Type, string Mark, Func<string> Text)[] Shared =
    [
        (typeof(OperatorAttribute), "", () => Options("every operator")),
        (typeof(InitializedAttribute), "*weight*", () => Options("*weight*")),
        (typeof(WeightedAttribute), "*bias*", () => Options("*bias*")),
        (typeof(LossAttribute), "", () => LanguagePage.Introduction("Losses")),
        (typeof(OptimizerAttribute), "", () => LanguagePage.Introduction("Optimizers")),
        (typeof(ScheduleAttribute), "", () => LanguagePage.Introduction("Schedules and clipping")),
    ];

    public static TheoryData<string> Attributes => [.. LanguageAttribute.All.Select(attribute => attribute.Name)];

    private static (PageTable Table, PageRow Row)[] Rows => [.. LanguagePage.Tables.Where(table => Kinds.ContainsKey(table.Kind)).SelectMany(table => table.Rows, (table, row) => (table, row))];

    [Fact]
    public void Every_attribute_has_one_row_and_every_row_an_attribute() =>
        Assert.Equal(LanguageAttribute.All.Select(attribute => attribute.Name), Rows.Select(item => NameOf(item.Row)).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Attributes))]
    public void A_row_says_the_constructor_and_the_options_with_their_defaults(string name)
    {
        var attribute = LanguageAttribute.All.Single(attribute => attribute.Name == name);
        var (table, row) = Rows.Single(item => NameOf(item.Row) == name);
        Assert.True(attribute.Type.IsAssignableTo(Kinds[table.Kind]), $"[{name}] stands among what is called {table.Kind}.");
        Assert.Equal([Normalized(attribute.Signature)], row.Subjects.Select(Normalized));
        var shared = Shared.Where(one => attribute.Type.IsAssignableTo(one.Type)).ToArray();
        Assert.All(Shared.Where(one => one.Mark.Length > 0), one => Assert.Equal(shared.Contains(one), row["Options"].Split(", ").Contains(one.Mark)));
        var known = shared.SelectMany(one => LanguagePage.Codes(one.Text())).Select(LanguageAttribute.Normalized).ToHashSet();
        Assert.Equal(attribute.Options.Where(option => !known.Contains(option)).Order(StringComparer.Ordinal), LanguagePage.Codes(row["Options"]).Select(LanguageAttribute.Normalized).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_many_attributes_have_is_said_once() => Assert.All(Shared, shared =>
    {
        var said = LanguagePage.Codes(shared.Text()).Select(code => code.Split(" = ")[0]).ToHashSet();
        Assert.All(LanguageAttribute.OptionsOf(shared.Type, BindingFlags.DeclaredOnly), option => Assert.Contains(option.Name, said));
    });

    [Fact]
    public void Every_choice_has_one_row_and_every_row_a_choice() => Assert.Equal(
        typeof(Initializer).Assembly.GetExportedTypes().Where(type => type.IsEnum).SelectMany(type => Enum.GetNames(type).Select(value => $"{type.Name}.{value}")).Order(StringComparer.Ordinal),
        LanguagePage.Tables.Where(table => table.Kind is "Choice" or "Initializer").SelectMany(table => table.Rows).Select(row => Assert.Single(row.Subjects)).Order(StringComparer.Ordinal));

    [Fact]
    public void Sizes_of_nodes_are_all_there_are() => Assert.Equal(
        typeof(Node).GetProperties().Where(property => property.PropertyType == typeof(int)).Select(property => property.Name).Order(StringComparer.Ordinal),
        Table("Size of a node").Rows.SelectMany(row => row.Subjects).Order(StringComparer.Ordinal));

    [Fact]
    public void Model_options_have_these_defaults() => Assert.Equal(
        LanguageAttribute.OptionsOf(typeof(ModelOptions)).Select(option => LanguageAttribute.Written(option.Name, option.GetValue(new ModelOptions()))).Order(StringComparer.Ordinal),
        Table("`ModelOptions`").Rows.SelectMany(row => row.Subjects).Order(StringComparer.Ordinal));

    [Fact]
    public void Counterparts_are_called_so_in_PyTorch()
    {
        var known = typeof(torch).Assembly.GetExportedTypes().Where(type => type.FullName!.StartsWith("TorchSharp.torch", StringComparison.Ordinal) || type.Namespace == "TorchSharp.Modules")
            .SelectMany(type => type.GetMembers().Select(member => member.Name).Append(type.Name)).ToHashSet();
        // What TorchSharp lacks, or writes in another way.
        known.UnionWith(["functional.pad", "RMSNorm", "RMSprop"]);
        var named = LanguagePage.Tables.SelectMany(table => table.Rows).SelectMany(row => row["PyTorch"] == "same" ? [NameOf(row)] : LanguagePage.Codes(row["PyTorch"])).ToArray();
        Assert.True(named.Length > 80, $"Only {named.Length} counterparts are named.");
        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void Links_lead_somewhere()
    {
        var anchors = LanguagePage.Headings.Select(heading => "#" + heading.ToLowerInvariant().Replace(' ', '-')).ToHashSet();
        Assert.All(LanguagePage.Links, link => Assert.True(link[0] == '#' ? anchors.Contains(link) : File.Exists(Path.Combine(LanguagePage.Folder, link)), link));
    }

    [Fact]
    public void The_readme_leads_to_the_page() => Assert.Contains("](docs/language.md)", File.ReadAllText(Path.Combine(RulePages.Repository, "README.md")));

    private static PageTable Table(string kind) => LanguagePage.Tables.Single(table => table.Kind == kind);

    private static string Options(string of) => Table("Of").Rows.Single(row => row.Cells[0] == of)["Options"];

    private static string NameOf(PageRow row) => row.Subjects[0].Split('(', '<')[0];

    // Defaults of constructors are numbers too.
    private static string Normalized(string signature) =>
        signature.Split('(') is [var name, var rest] ? $"{name}({string.Join(", ", rest.TrimEnd(')').Split(", ").Select(LanguageAttribute.Normalized))})" : signature;
}
