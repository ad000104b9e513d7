using DeepDsl.Corpus.Programs.Judging;
using DeepDsl.Corpus.Programs.Keras;
using DeepDsl.Corpus.Programs.Translation;

namespace DeepDsl.Corpus.Programs;

/// <summary>Translates programs and has the rules look at them.</summary>
/// <param name="shapes">Shapes of inputs, channels last, by the beginning of a program's id.</param>
/// <param name="infersLoss">Whether programs without a loss get the one that their last activation is made for.</param>
/// <param name="sources">A folder for the translations; null for none.</param>
/// <param name="assumesInput">Whether sizes of inputs that the file does not have are assumed.</param>
internal sealed class ProgramJudgement(IReadOnlyDictionary<string, int[]> shapes, bool infersLoss, string? sources, bool assumesInput = false)
{
    /// <summary>What is reported on a program and on its twin.</summary>
    public async Task<ProgramReport> OfAsync(KerasProgram program, CancellationToken cancel)
    {
        var givens = new Givens(program.Dataset, program.Portable, ShapeFor(program.Id), infersLoss, assumesInput);
        var own = await JudgeAsync(program.Model, program.Id, program.Kind, givens, cancel);
        // What is assumed of a program is assumed of its twin.
        var twin = program.Fixed is null ? null : await JudgeAsync(program.Fixed, program.Id, "fixed", own.Translation?.AssumedInput is { } input ? givens with { InputShape = input } : givens, cancel);
        return new(program.Id, program.Kind, own.Diagnostics is not null, own.Obstacle?.Message, own.Diagnostics ?? [], twin?.Diagnostics)
        {
            Assumption = own.Translation?.Assumption,
            Topic = own.Obstacle?.Topic,
            HasTwin = program.Fixed is not null,
            TopicOfTwin = twin?.Obstacle?.Topic,
            Labels = program.Labels,
            Looks = own.Diagnostics is null ? null : Looks.Of(program.Model),
            LooksOfTwin = twin?.Diagnostics is null ? null : Looks.Of(program.Fixed!),
        };
    }

    private async Task<Judged> JudgeAsync(KerasModel model, string id, string kind, Givens givens, CancellationToken cancel)
    {
        try
        {
            var translation = Translator.Of(model, id, givens);
            if (sources is not null)
                await File.WriteAllTextAsync(Path.Combine(sources, $"{string.Concat(id.Split(Path.GetInvalidFileNameChars()))}.{kind}.cs"), translation.Source, cancel);
            return new(translation, await Judge.JudgeAsync(translation.Source, cancel), null);
        }
        catch (Inexpressible obstacle)
        {
            return new(null, null, obstacle);
        }
    }

    private int[]? ShapeFor(string id) => shapes.Where(shape => id.StartsWith(shape.Key, StringComparison.Ordinal)).OrderByDescending(shape => shape.Key.Length).Select(shape => shape.Value).FirstOrDefault();

    private sealed record Judged(Translation.Translation? Translation, IReadOnlyList<ReportedDiagnostic>? Diagnostics, Inexpressible? Obstacle);
}
