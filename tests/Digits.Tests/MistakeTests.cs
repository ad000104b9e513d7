namespace Digits.Tests;

public sealed class MistakeTests
{
    private static readonly byte[] Labels = [0, 1, 1, 9, 9];
    private static readonly Prediction[] Predictions = [new(0, 0.9f), new(1, 0.8f), new(7, 0.6f), new(5, 0.97f), new(4, 0.6f)];

    [Fact]
    public void The_surest_mistakes_come_first_and_equals_in_order()
    {
        var worst = Mistake.Worst(Labels, Predictions, 3);

        Assert.Equal([3, 2, 4], worst.Select(mistake => mistake.Image));
        Assert.Equal("true 9, read as 5 (0.97)", worst[0].ToString());
        Assert.Single(Mistake.Worst(Labels, Predictions, 1));
    }
}
