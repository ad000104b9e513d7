using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Roslyn.Tests.Assemblies;

/// <summary>How a project sees another one.</summary>
public enum ReferenceKind
{
    /// <summary>The compiled assembly, as a package has it.</summary>
    Image,

    /// <summary>The assembly without bodies and private members that a build hands from project to project.</summary>
    ReferenceAssembly,

    /// <summary>The other project's source, as an editor has it.</summary>
    Source,
}

/// <summary>Another project, compiled with the generator, and the references to it.</summary>
internal static class Library
{
    public static ReferenceKind[] Kinds { get; } = Enum.GetValues<ReferenceKind>();

    public static CSharpCompilation Compile(string name, string source, params MetadataReference[] references)
    {
        var input = Input(name, source, references);
        TestCompilation.NewDriver().RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        return (CSharpCompilation)output;
    }

    /// <summary>The project before the generator has run.</summary>
    public static CSharpCompilation Input(string name, string source, params MetadataReference[] references) =>
        CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source, TestCompilation.Parsing, $"{name}.cs")], [.. References.All, .. references], TestCompilation.Options);

    public static MetadataReference Reference(this CSharpCompilation library, ReferenceKind kind)
    {
        if (kind == ReferenceKind.Source)
            return library.ToMetadataReference();
        var options = kind == ReferenceKind.ReferenceAssembly ? new EmitOptions(metadataOnly: true, includePrivateMembers: false) : new EmitOptions();
        using var image = new MemoryStream();
        Assert.Empty(library.Emit(image, options: options).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
