using System;
using System.Diagnostics;
using System.Linq;

namespace Pixverse.Client
{
    /// <summary>The secret key, or where it comes from. No text shows it.</summary>
    [DebuggerDisplay("<redacted>")]
    internal sealed class ApiKey
    {
        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly Func<string> source;

        internal ApiKey(Func<string> source)
        {
            this.source = source ?? throw new ArgumentNullException("apiKey");
        }

        /// <summary>The key to send.</summary>
        /// <exception cref="ArgumentException">if it cannot be sent; the message does not show the key</exception>
        internal string Read()
        {
            string key;
            try
            {
                key = source();
            }
            catch (Exception e)
            {
                // Its text may hold the key.
                throw new ArgumentException("apiKey must come from the function, but it threw a " + e.GetType().Name);
            }
            var problem = Problem(key);
            return problem == null ? key.Trim() : throw new ArgumentException(problem);
        }

        /// <summary>What is wrong with a key; null if nothing is.</summary>
        internal static string Problem(string key)
        {
            var text = key?.Trim();
            if (string.IsNullOrEmpty(text))
            {
                return "apiKey must be the secret key of your account, but was " + (key == null ? "missing" : "empty");
            }
            return text.All(character => character > ' ' && character <= '~')
                ? null
                : "apiKey must be visible ASCII characters only, but holds a line break, space or other character that a header"
                    + " cannot hold (not shown here)";
        }

        public override string ToString() => "<redacted>";
    }
}
