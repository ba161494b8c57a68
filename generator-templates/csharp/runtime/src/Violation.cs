using System.Collections.Generic;

namespace Pixverse.Client
{
    /// <summary>One thing that is wrong with a request: which field, what it holds, what is allowed.</summary>
    public sealed class Violation
    {
        internal Violation(string message, params string[] fields)
        {
            Message = message;
            Fields = fields;
        }

        /// <summary>The document's names of the fields that the rule is about, several for an excluded combination.</summary>
        public IReadOnlyList<string> Fields { get; }

        /// <summary>Such as "duration must be one of 5, 8, but was 7".</summary>
        public string Message { get; }

        /// <summary>The message.</summary>
        public override string ToString() => Message;
    }
}
