namespace Digits.Tests;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Counts_what_was_read_as_what()
    {
        byte[] labels = [0, 1, 1, 9, 9];
        Prediction[] predictions = [new(0, 0.9f), new(1, 0.8f), new(7, 0.6f), new(5, 0.97f), new(4, 0.6f)];

        var matrix = new ConfusionMatrix(labels, predictions);

        Assert.Equal((1, 1, 1, 1, 1), (matrix[0, 0], matrix[1, 1], matrix[1, 7], matrix[9, 5], matrix[9, 4]));
        Assert.Equal((2, 5), (matrix.Right, matrix.Total));
        Assert.Equal(0.4, matrix.Accuracy);
        Assert.Equal((1.0, 0.5, 0.0), (matrix.Recall(0), matrix.Recall(1), matrix.Recall(9)));
        Assert.Null(matrix.Recall(2));
    }
}
