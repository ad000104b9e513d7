namespace ResNet.Tests;

public sealed class MadeImagesTests
{
    [Fact]
    public void Are_the_same_for_the_same_seed_and_others_for_another()
    {
        var (one, same, other) = (MadeImages.Make(20, 10, seed: 5), MadeImages.Make(20, 10, seed: 5), MadeImages.Make(20, 10, seed: 9));
        Assert.Equal(one.Train.Pixels, same.Train.Pixels);
        Assert.Equal(one.Test.Labels, same.Test.Labels);
        Assert.NotEqual(one.Train.Pixels, other.Train.Pixels);
    }

    [Fact]
    public void Test_images_are_not_among_those_to_learn_from()
    {
        var data = MadeImages.Make(50, 50, seed: 1);
        var train = Images(data.Train).ToHashSet();
        Assert.DoesNotContain(Images(data.Test), train.Contains);
    }

    [Fact]
    public void Every_class_occurs_about_as_often_as_the_others()
    {
        var labels = MadeImages.Make(5000, 1, seed: 1).Train.Labels;
        Assert.All(Enumerable.Range(0, 10), label => Assert.InRange(labels.Count(other => other == label), 400, 600));
    }

    private static IEnumerable<string> Images(ImageSet set) => Enumerable.Range(0, set.Count).Select(i => Convert.ToHexString(set.Pixels.AsSpan(i * ImageSet.PixelsPerImage, ImageSet.PixelsPerImage)));
}
