namespace Digits;

/// <summary>Where a running epoch stands: its batches so far, and their mean loss and accuracy.</summary>
internal readonly record struct EpochProgress(int Epoch, int Batches, double Loss, double Accuracy);
