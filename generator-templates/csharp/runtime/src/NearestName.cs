using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Pixverse.Client
{
    /// <summary>Finds the field that a misspelt name probably means.</summary>
    internal static class NearestName
    {
        /// <summary>One misspelling for this many characters.</summary>
        private const int CharactersToAnEdit = 3;

        /// <summary>The known name that is most like the given one, the first of several; null if none is much like it.</summary>
        internal static string Among(IEnumerable<string> known, string name)
        {
            var letters = Letters(name);
            string nearest = null;
            var fewest = int.MaxValue;
            foreach (var candidate in known)
            {
                var edits = Edits(Letters(candidate), letters);
                if (edits <= candidate.Length / CharactersToAnEdit && edits < fewest)
                {
                    nearest = candidate;
                    fewest = edits;
                }
            }
            return nearest;
        }

        // imageUrl, image-url and Image_URL are the same name, written in the manner of another language.
        private static string Letters(string name) => Regex.Replace(name, @"[_\s-]", "").ToLowerInvariant();

        /// <summary>The Levenshtein distance: how many characters to insert, delete or replace.</summary>
        private static int Edits(string left, string right)
        {
            var previous = new int[right.Length + 1];
            for (var j = 0; j <= right.Length; j++)
            {
                previous[j] = j;
            }
            for (var i = 1; i <= left.Length; i++)
            {
                var current = new int[right.Length + 1];
                current[0] = i;
                for (var j = 1; j <= right.Length; j++)
                {
                    var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                    current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                }
                previous = current;
            }
            return previous[right.Length];
        }
    }
}
