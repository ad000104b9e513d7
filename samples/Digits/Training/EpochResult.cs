namespace Digits;

/// <summary>How one pass over the training images went. Accuracies are shares of 1; the training one is of the images as they were learned from.</summary>
internal sealed record EpochResult(int Epoch, double Loss, double TrainAccuracy, double TestAccuracy, double ImagesPerSecond);
