using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Pixverse.Client
{
    /// <summary>
    /// Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file from one that
    /// was cut where no length was announced.
    /// </summary>
    internal sealed class Mp4BoxTracker
    {
        private const string FileType = "ftyp";
        private const int ShortHeader = 8;
        private const int LongHeader = 16;

        /// <summary>No MP4 file plays without both.</summary>
        private static readonly string[] Needed = { "moov", "mdat" };

        private readonly HashSet<string> types = new HashSet<string>();
        private readonly byte[] header = new byte[LongHeader];
        private int headerLength;

        /// <summary>Bytes of the current box that are still to come; -1: the box goes on to the end of the file.</summary>
        private long remaining;

        private bool isMp4 = true;

        /// <summary>Whether a file starts as every MP4 file does.</summary>
        internal static bool IsMp4(byte[] start, int count) => count >= ShortHeader && Encoding.ASCII.GetString(start, 4, 4) == FileType;

        internal void Add(byte[] bytes, int offset, int count)
        {
            var end = offset + count;
            while (isMp4 && offset < end && remaining >= 0)
            {
                if (remaining > 0)
                {
                    var skipped = (int)Math.Min(remaining, end - offset);
                    remaining -= skipped;
                    offset += skipped;
                }
                else
                {
                    header[headerLength++] = bytes[offset++];
                    ReadHeader();
                }
            }
        }

        /// <summary>Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged.</summary>
        internal bool MayBeWhole() => !isMp4 || (headerLength == 0 && remaining <= 0 && Needed.All(types.Contains));

        private void ReadHeader()
        {
            if (headerLength < ShortHeader)
            {
                return;
            }
            var size = Number(0, 4);
            if (size == 1 && headerLength < LongHeader)
            {
                return;
            }
            // ISO 8859-1, so that other bytes are not taken for the same type.
            var type = string.Concat(header.Skip(4).Take(4).Select(one => (char)one));
            isMp4 = types.Count > 0 || type == FileType;
            types.Add(type);
            if (size == 1)
            {
                size = Number(ShortHeader, LongHeader);
            }
            remaining = size == 0 ? -1 : size - headerLength;
            isMp4 &= size == 0 || remaining >= 0;
            headerLength = 0;
        }

        private long Number(int from, int to)
        {
            long number = 0;
            for (var i = from; i < to; i++)
            {
                number = (number << 8) | header[i];
            }
            return number;
        }
    }
}
