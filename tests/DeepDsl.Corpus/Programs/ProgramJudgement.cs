using DeepDsl.Corpus.Programs.Judging;
using DeepDsl.Corpus.Programs.Keras;
using DeepDsl.Corpus.Programs.Translation;

namespace DeepDsl.Corpus.Programs;

/// <summary>Translates programs and has the rules look at them.</summary>
/// <param name="shapes">Shapes of inputs, channels last, by the beginning of a program's id.</param>
/// <param name="infersLoss">Whether programs without a loss get the one that their last activation is made for.</param>
/// <param name="sources">A folder for the translations; null for none.</param>
internal sealed class ProgramJudgement(IReadOnlyDictionary<string, int[]> shapes, bool infersLoss, string? sources)
{
    /// <summary>What is reported on a program and on its twin.</summary>
    public async Task<ProgramReport> OfAsync(KerasProgram program, CancellationToken cancel)
    {
        var givens = new Givens(program.Dataset, program.Portable, ShapeFor(program.Id), infersLoss);
        var (repaired, obstacleOfTwin) = program.Fixed is null ? default : await JudgeAsync(program.Fixed, program.Id, "fixed", givens, cancel);
        var (diagnostics, obstacle) = await JudgeAsync(program.Model, program.Id, program.Kind, givens, cancel);
        return new(program.Id, program.Kind, diagnostics is not null, obstacle?.Message, diagnostics ?? [], repaired)
        {
            Topic = obstacle?.Topic,
            HasTwin = program.Fixed is not null,
            TopicOfTwin = obstacleOfTwin?.Topic,
        };
    }

    private async Task<(IReadOnlyList<ReportedDiagnostic>? Diagnostics, Inexpressible? Obstacle)> JudgeAsync(KerasModel model, string id, string kind, Givens givens, CancellationToken cancel)
    {
        try
        {
            var source = Translator.Of(model, id, givens);
            if (sources is not null)
                await File.WriteAllTextAsync(Path.Combine(sources, $"{string.Concat(id.Split(Path.GetInvalidFileNameChars()))}.{kind}.cs"), source, cancel);
            return (await Judge.JudgeAsync(source, cancel), null);
        }
        catch (Inexpressible obstacle)
        {
            return (null, obstacle);
        }
    }

    private int[]? ShapeFor(string id) => shapes.Where(shape => id.StartsWith(shape.Key, StringComparison.Ordinal)).OrderByDescending(shape => shape.Key.Length).Select(shape => shape.Value).FirstOrDefault();
}
