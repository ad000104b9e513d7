namespace Challenges;

/// <summary>A sick model beside the one that the code fix makes of it.</summary>
/// <param name="Title">What is hard about it.</param>
/// <param name="Rule">The rule that warns of it.</param>
internal sealed record Challenge(string Title, string Rule, Candidate Before, Candidate After)
{
    /// <summary>All there are. The build warns of the sick ones.</summary>
    public static IReadOnlyList<Challenge> All { get; } =
    [
        new("Vanishing sigmoid stack", "DD0401",
            Candidate.Of(options => new Sick.SigmoidStack(options), Sick.SigmoidStack.Summary, (model, images, labels) => model.MeasureSignal(images, labels)),
            Candidate.Of(options => new Fixed.SigmoidStack(options), Fixed.SigmoidStack.Summary, (model, images, labels) => model.MeasureSignal(images, labels))),
        new("Exploding initialization", "DD0303",
            Candidate.Of(options => new Sick.LoudStart(options), Sick.LoudStart.Summary, (model, images, labels) => model.MeasureSignal(images, labels)),
            Candidate.Of(options => new Fixed.LoudStart(options), Fixed.LoudStart.Summary, (model, images, labels) => model.MeasureSignal(images, labels))),
        new("Symmetric saddle", "DD0302",
            Candidate.Of(options => new Sick.Saddle(options), Sick.Saddle.Summary, (model, images, labels) => model.MeasureSignal(images, labels)),
            Candidate.Of(options => new Fixed.Saddle(options), Fixed.Saddle.Summary, (model, images, labels) => model.MeasureSignal(images, labels))),
        new("Deep plain net", "DD0405",
            Candidate.Of(options => new Sick.PlainStack(options), Sick.PlainStack.Summary, (model, images, labels) => model.MeasureSignal(images, labels)),
            Candidate.Of(options => new Fixed.PlainStack(options), Fixed.PlainStack.Summary, (model, images, labels) => model.MeasureSignal(images, labels))),
        new("Wrong initializer", "DD0301",
            Candidate.Of(options => new Sick.WrongInitializer(options), Sick.WrongInitializer.Summary, (model, images, labels) => model.MeasureSignal(images, labels)),
            Candidate.Of(options => new Fixed.WrongInitializer(options), Fixed.WrongInitializer.Summary, (model, images, labels) => model.MeasureSignal(images, labels))),
        new("No skip connection", "DD0406",
            Candidate.Of(options => new Sick.LongWay(options), Sick.LongWay.Summary, (model, images, labels) => model.MeasureSignal(images, labels)),
            Candidate.Of(options => new Fixed.LongWay(options), Fixed.LongWay.Summary, (model, images, labels) => model.MeasureSignal(images, labels))),
    ];
}
