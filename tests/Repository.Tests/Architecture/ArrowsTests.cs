using System.Xml.Linq;

namespace Repository.Tests.Architecture;

public sealed class ArrowsTests
{
    [Fact]
    public void Projects_reference_only_what_the_design_allows() =>
        Assert.Empty(Arrows.Violations(ProjectGraph.Read(RepositoryRoot.Folder, "src", "generators", "analyzers")));

    [Theory]
    [InlineData("DeepDsl.Compiler", "Roslyn")]
    [InlineData("DeepDsl.Compiler", "DeepDsl")]
    [InlineData("DeepDsl", "DeepDsl.Compiler")]
    [InlineData("DeepDsl.Generators", "DeepDsl.Analyzers")]
    [InlineData("DeepDsl.Analyzers", "DeepDsl.Generators")]
    [InlineData("DeepDsl.Analyzers", "Roslyn's workspaces")]
    [InlineData("DeepDsl.Abstractions", "System.Memory")]
    [InlineData("DeepDsl.Abstractions", "DeepDsl.Compiler")]
    public void A_forbidden_arrow_is_named(string from, string to) => Assert.Contains($"{from} → {to}", Arrows.Violations(AllowedWith(from, to)));

    [Fact]
    public void A_chain_that_amounts_to_a_forbidden_arrow_is_named_whole() =>
        Assert.Contains("DeepDsl.Compiler → DeepDsl.Abstractions → Roslyn", Arrows.Violations(AllowedWith("DeepDsl.Abstractions", "Roslyn")));

    [Theory]
    [InlineData("DeepDsl.Generators", "DeepDsl.Compiler")]
    [InlineData("DeepDsl.Generators", "Roslyn")]
    [InlineData("DeepDsl", "SharpZipLib")]
    public void What_is_reachable_anyway_or_nobodys_concern_may_be_referenced(string from, string to) => Assert.Empty(Arrows.Violations(AllowedWith(from, to)));

    [Fact]
    public void A_project_outside_the_design_is_named() =>
        Assert.Contains("DeepDsl.New has no place in the design", Arrows.Violations(AllowedWith("DeepDsl.New", "DeepDsl")));

    [Fact]
    public void Reads_references_that_give_types()
    {
        var project = XDocument.Parse("""
            <Project>
              <ItemGroup>
                <ProjectReference Include="..\DeepDsl.Reading\DeepDsl.Reading.csproj" />
                <ProjectReference Include="../DeepDsl.Analyzers/DeepDsl.Analyzers.csproj" ReferenceOutputAssembly="false" />
                <PackageReference Include="Microsoft.CodeAnalysis.CSharp" PrivateAssets="all" />
                <PackageReference Include="Microsoft.CodeAnalysis.CSharp.Workspaces"><PrivateAssets>all</PrivateAssets></PackageReference>
                <PackageReference Include="Microsoft.CodeAnalysis.Analyzers" PrivateAssets="all" />
                <PackageReference Include="TorchSharp-cpu" />
                <PackageReference Include="SharpZipLib" />
              </ItemGroup>
            </Project>
            """);
        Assert.Equal(["DeepDsl.Reading", "Roslyn", "Roslyn's workspaces", "TorchSharp", "SharpZipLib"], ProjectGraph.ReferencesIn(project));
    }

    private static ProjectGraph AllowedWith(string from, string to)
    {
        var references = new Dictionary<string, string[]>
        {
            ["DeepDsl.Abstractions"] = [],
            ["DeepDsl"] = ["DeepDsl.Abstractions", "TorchSharp"],
            ["DeepDsl.Compiler"] = ["DeepDsl.Abstractions"],
            ["DeepDsl.Reading"] = ["DeepDsl.Compiler", "Roslyn"],
            ["DeepDsl.Generators"] = ["DeepDsl.Reading"],
            ["DeepDsl.Analyzers"] = ["DeepDsl.Reading"],
            ["DeepDsl.CodeFixes"] = ["DeepDsl.Analyzers", "Roslyn's workspaces"],
            ["DeepDsl.Package"] = ["DeepDsl", "DeepDsl.Generators", "DeepDsl.CodeFixes"],
        };
        references[from] = [.. references.GetValueOrDefault(from, []), to];
        return new(references);
    }
}
