namespace Digits;

/// <summary>Something the user can put right. The message is one sentence, and all that is shown.</summary>
internal sealed class UserError(string sentence) : Exception(sentence);
