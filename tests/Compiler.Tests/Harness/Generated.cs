namespace Compiler.Tests.Harness;

/// <summary>The generated files of a model, by what they hold.</summary>
internal sealed record Generated(string Nodes, string Parameters, string Forward, string Inference, string Training)
{
    public static Generated Of(string source)
    {
        var files = Declare.Files(source);
        Assert.Equal(6, files.Count);
        Assert.Empty(files.SelectMany(file => CodeText.Faults(file.Text)));
        return new(files[0].Text, files[1].Text, files[2].Text, files[3].Text, files[4].Text);
    }
}
