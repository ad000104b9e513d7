namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>Declares fields that a constructor fills, several of a type in a line.</summary>
internal static class FieldList
{
    private const int Width = 140;

    public static void Write(IEnumerable<(string Type, string Name)> fields, CodeWriter code)
    {
        foreach (var group in fields.GroupBy(field => field.Type, field => field.Name))
        {
            var line = "";
            foreach (var name in group)
            {
                if (line.Length > 0 && line.Length + name.Length > Width)
                {
                    code.Line($"{line};");
                    line = "";
                }
                line += line.Length == 0 ? $"public readonly {group.Key} {name}" : $", {name}";
            }
            code.Line($"{line};");
        }
    }
}
