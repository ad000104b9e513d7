namespace Digits;

/// <summary>Deals the images of the training set out to batches, shuffled anew for every epoch.</summary>
internal sealed class BatchSchedule
{
    private readonly int _batchSize;
    private readonly long[] _order;
    private readonly Random _random;

    public BatchSchedule(int images, int batchSize, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batchSize, images);
        _batchSize = batchSize;
        _order = [.. Enumerable.Range(0, images)];
        _random = new Random(seed);

        // BatchNorm cannot normalize one image alone, so a last batch of one joins the batch before it.
        BatchesPerEpoch = images / batchSize + (images % batchSize > 1 ? 1 : 0);
    }

    public int BatchesPerEpoch { get; }

    /// <summary>The image numbers of every batch of the next epoch. A batch is valid until the epoch after it begins.</summary>
    public IEnumerable<ReadOnlyMemory<long>> NextEpoch()
    {
        _random.Shuffle(_order);
        for (var batch = 0; batch < BatchesPerEpoch; batch++)
        {
            var start = batch * _batchSize;
            var end = batch == BatchesPerEpoch - 1 ? _order.Length : start + _batchSize;
            yield return _order.AsMemory(start..end);
        }
    }
}
