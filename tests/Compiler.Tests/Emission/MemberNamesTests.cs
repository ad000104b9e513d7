namespace Compiler.Tests.Emission;

/// <summary>Members may have names that generated code uses for something else.</summary>
public sealed class MemberNamesTests
{
    [Fact]
    public void Parameters_keep_clear_of_locals()
    {
        var training = Generated.Of("""
            [MSELoss, SGD(0.1)] class Net
            [Input(4)] W [Input(4)] Target [Input(4)] Loss [Input(4)] Options
            [From(nameof(W)), Add(nameof(Target), nameof(Loss), nameof(Options)), Linear(2)] Y
            """).Training;
        Assert.Contains("TrainStep(Tensor wInput, Tensor targetInput, Tensor lossInput, Tensor optionsInput, Tensor target)", training);
        Assert.Contains("""/// <param name="wInput">W, [batch, 4].</param>""", training);
    }

    [Theory]
    [InlineData("Turn", "Scope", "Training")]
    [InlineData("Quiet", "Parameters", "Accumulate")]
    [InlineData("Output", "Outputs", "Inputs")]
    [InlineData("Copy", "Weight", "Memory")]
    [InlineData("Gradients", "Other", "Input")]
    [InlineData("ients", "Nameof", "Backward")]
    [InlineData("Image", "image", "IMAGE")]
    [InlineData("Target", "TargetInput", "target")]
    [InlineData("In", "Out", "Base")]
    [InlineData("_x", "X", "x")]
    public void Nothing_is_declared_twice(string first, string second, string third)
    {
        Generated.Of($"[MSELoss, SGD(0.1)] class Net [Input(4)] {first} [Input(4)] {second} [Input(4)] {third} [Add(nameof({first}), nameof({second})), Linear(2)] Y");
        Generated.Of($"[Input(4)] A [Linear(4)] {first} [Linear(4), Output] {second} [Linear(4), ReLU, Add(nameof({first})), Output] {third}");
    }

    // A local of the name would come before the class of functions.
    [Theory]
    [InlineData("Functional")]
    [InlineData("Torch")]
    public void Locals_do_not_hide_what_is_called(string name)
    {
        var forward = Generated.Of($"[Input(4)] {name} [ReLU] A [Concat(nameof({name}))] Y").Forward;
        Assert.DoesNotContain($"Tensor {Lower(name)},", forward);
        Assert.DoesNotContain($"Tensor {Lower(name)})", forward);
        Assert.DoesNotContain($"var {Lower(name)} =", Generated.Of($"[Input(4)] X [ReLU] {name} [Tanh, Concat(nameof(X))] Y").Forward);

        static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
    }

    [Fact]
    public void Members_that_differ_in_case_have_fields_and_state_names_of_their_own()
    {
        var parameters = Generated.Of("[Input(4)] X [Linear(4)] Stem [Linear(4)] stem [Linear(4)] STEM").Parameters;
        Assert.Distinct(parameters.Split('\n').Where(line => line.Contains("AddParameter(\"", StringComparison.Ordinal)).Select(line => line.Split('"')[1]));
    }

    [Fact]
    public void So_have_members_whose_names_run_together() => Generated.Of("""
        [Input(2, 8, 8)] X
        [Conv2d(4, 1), Residual(Projection = Projection.Conv1x1BatchNorm), Conv2d(4, 1)] A
        [Conv2d(4, 1), BatchNorm2d] AProjection
        [Conv2d(4, 1)] AConv
        [Conv2d(4, 1), Conv2d(4, 1)] AConv2
        """);

    [Theory]
    [InlineData("features.0")]
    [InlineData("module.fc-1")]
    [InlineData("0")]
    public void A_chosen_name_stands_in_the_state_dictionary(string name)
    {
        var parameters = Generated.Of($"[Input(4)] X [Linear(4, Name = \"{name}\")] Y").Parameters;
        Assert.Contains($"State.AddParameter(\"{name}.weight\", [4, 4], ", parameters);
        Assert.Contains($"// {name}: Linear(4, Name = {name})\n", parameters);
    }

    [Fact]
    public void Chosen_names_that_run_together_have_fields_of_their_own() =>
        Generated.Of("[Input(4)] X [Linear(4, Name = \"features.1.0\"), Linear(4, Name = \"features.10\"), Linear(4, Name = \"features_1.0\")] Y");

    [Theory]
    [InlineData("[Linear(4, Name = \"fc\"), Linear(4, Name = \"fc\")] Y", "Y[1].Name UnknownName")]
    [InlineData("[Linear(4), Linear(4, Name = \"y.linear\")] Y", "Y[1].Name UnknownName")]
    [InlineData("[Linear(4, Name = \"my layer\")] Y", "Y[0].Name UnknownName")]
    [InlineData("[Linear(4, Name = \"a..b\")] Y", "Y[0].Name UnknownName")]
    public void A_state_dictionary_holds_a_name_once(string member, string problem) =>
        Assert.Equal([problem], Graph.ProblemText.Kinds($"[Input(4)] X {member}"));
}
