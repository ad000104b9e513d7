namespace Digits.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Has_defaults() => Assert.Equal(new TrainingOptions(null, 12, 64, null, 1, null), Parse());

    [Fact]
    public void Takes_every_option() => Assert.Equal(
        new TrainingOptions("mnist", 3, 128, 0.01f, 42, "model.dat"),
        Parse("--data", "mnist", "--epochs", "3", "--batch", "128", "--lr", "1e-2", "--seed", "42", "--save", "model.dat"));

    [Theory]
    [InlineData("--epochs", "0", "--epochs takes a whole number from 1 to 10000, not '0'.")]
    [InlineData("--epochs", "10001", "--epochs takes a whole number from 1 to 10000, not '10001'.")]
    [InlineData("--epochs", "1.5", "--epochs takes a whole number from 1 to 10000, not '1.5'.")]
    [InlineData("--batch", "-1", "--batch takes a whole number of at least 2, not '-1'.")]
    [InlineData("--batch", "1", "--batch takes a whole number of at least 2, not '1'.")]
    [InlineData("--batch", "99999999999", "--batch takes a whole number of at least 2, not '99999999999'.")]
    [InlineData("--seed", "-1", "--seed takes a whole number of at least 0, not '-1'.")]
    [InlineData("--lr", "nan", "--lr takes a number above 0 and at most 1, not 'nan'.")]
    [InlineData("--lr", "0", "--lr takes a number above 0 and at most 1, not '0'.")]
    [InlineData("--lr", "-0.1", "--lr takes a number above 0 and at most 1, not '-0.1'.")]
    [InlineData("--lr", "1e999", "--lr takes a number above 0 and at most 1, not '1e999'.")]
    [InlineData("--lr", "0,01", "--lr takes a number above 0 and at most 1, not '0,01'.")]
    public void Refuses_nonsense_in_one_sentence(string option, string value, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<UserError>(() => Parse(option, value)).Message);

    [Theory]
    [InlineData("--epoch", "3")]
    [InlineData("--save")]
    [InlineData("mnist")]
    [InlineData("--seed", "1", "--seed", "2")]
    public void Refuses_what_it_does_not_know(params string[] arguments) => Assert.Throws<UserError>(() => Parse(arguments));

    [Theory]
    [InlineData(65, true)]
    [InlineData(64, true)]
    [InlineData(63, false)]
    public void A_batch_must_fit_into_the_training_set(int images, bool fits)
    {
        var set = new ImageSet(1, 1, new byte[images], new byte[images], 255);
        var error = Record.Exception(() => Parse().CheckAgainst(set));
        Assert.Equal(fits ? null : "--batch 64 is larger than the training set, which has 63 image(s).", error?.Message);
    }

    private static TrainingOptions Parse(params string[] arguments)
    {
        TrainingOptions? options = null;
        new CommandLine().Run(arguments, parsed =>
        {
            options = parsed;
            return 0;
        });
        return options!;
    }
}
