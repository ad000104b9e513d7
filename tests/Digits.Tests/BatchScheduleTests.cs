namespace Digits.Tests;

public sealed class BatchScheduleTests
{
    [Theory]
    [InlineData(10, 5, new[] { 5, 5 })]
    [InlineData(12, 5, new[] { 5, 5, 2 })]
    [InlineData(11, 5, new[] { 5, 6 })] // BatchNorm cannot normalize one image alone
    [InlineData(6, 5, new[] { 6 })]
    [InlineData(5, 5, new[] { 5 })]
    public void Uses_the_rest_as_a_batch_unless_it_is_one_image(int images, int batchSize, int[] sizes)
    {
        var schedule = new BatchSchedule(images, batchSize, seed: 1);

        Assert.Equal(sizes, schedule.NextEpoch().Select(batch => batch.Length));
        Assert.Equal(sizes.Length, schedule.BatchesPerEpoch);
    }

    [Fact]
    public void Deals_out_every_image_once()
    {
        var schedule = new BatchSchedule(103, 10, seed: 1);
        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal(Enumerable.Range(0, 103).Select(i => (long)i), NextOrder(schedule).Order());
    }

    [Fact]
    public void Shuffles_anew_for_every_epoch()
    {
        var schedule = new BatchSchedule(100, 10, seed: 1);
        Assert.NotEqual(NextOrder(schedule), NextOrder(schedule));
    }

    [Fact]
    public void The_same_seed_gives_the_same_order()
    {
        var (one, other) = (new BatchSchedule(100, 10, seed: 7), new BatchSchedule(100, 10, seed: 7));
        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal(NextOrder(one), NextOrder(other));
    }

    [Fact]
    public void Another_seed_gives_another_order() =>
        Assert.NotEqual(NextOrder(new BatchSchedule(100, 10, seed: 1)), NextOrder(new BatchSchedule(100, 10, seed: 2)));

    private static long[] NextOrder(BatchSchedule schedule) => [.. schedule.NextEpoch().SelectMany(batch => batch.ToArray())];
}
