namespace Digits;

/// <summary>What the network reads in an image, and the probability that it gives to that.</summary>
internal readonly record struct Prediction(int Digit, float Confidence);
