using System;
using System.IO;

namespace Pixverse.Client
{
    /// <summary>A hidden file that takes the place of the target once all bytes are on the disk.</summary>
    internal sealed class PartFile
    {
        private const int BufferBytes = 64 * 1024;

        private readonly FileStream output;
        private long length;

        private PartFile(string folder)
        {
            Path = System.IO.Path.Combine(folder, ".pixverse-" + Guid.NewGuid() + ".part");
            output = new FileStream(Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, BufferBytes);
        }

        internal string Path { get; private set; }

        internal static PartFile In(string folder) => new PartFile(folder);

        internal static PartFile InTemporaryFolder() => new PartFile(System.IO.Path.GetTempPath());

        internal void Write(byte[] bytes, int count)
        {
            output.Write(bytes, 0, count);
            // An error of the disk is known before more bytes come.
            output.Flush();
            length += count;
        }

        /// <summary>Puts the file in the place of the path.</summary>
        internal void MoveTo(string destination)
        {
            output.Flush(true);
            output.Dispose();
            MoveClosed(destination);
        }

        private void MoveClosed(string destination)
        {
            if (File.Exists(destination))
            {
                File.Replace(Path, destination, null);
            }
            else
            {
                File.Move(Path, destination);
            }
            Path = destination;
        }

        /// <summary>Writes the bytes into what cannot be replaced.</summary>
        internal void CopyTo(string destination)
        {
            output.Flush(true);
            output.Position = 0;
            using (var target = new FileStream(destination, FileMode.Open, FileAccess.Write))
            {
                if (target.CanSeek)
                {
                    target.SetLength(0);
                }
                output.CopyTo(target);
            }
            Discard();
        }

        /// <summary>A copy in the temporary folder, to be continued there.</summary>
        internal PartFile ContinueInTemporaryFolder()
        {
            var copy = InTemporaryFolder();
            try
            {
                using (var source = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                {
                    source.CopyTo(copy.output);
                }
                if (copy.output.Length < length)
                {
                    throw new EndOfStreamException("bytes of " + Path + " are missing");
                }
                // The last write may have gone through in part.
                copy.output.SetLength(length);
                copy.output.Position = length;
                copy.length = length;
            }
            catch (Exception)
            {
                copy.Discard();
                throw;
            }
            Discard();
            return copy;
        }

        /// <summary>Keeps the bytes written so far, in a file that people see. Returns its path; null if the file has vanished.</summary>
        internal string Keep()
        {
            try
            {
                if (output.CanWrite)
                {
                    // The last write may have gone through in part.
                    output.SetLength(length);
                    output.Flush(true);
                    output.Dispose();
                }
                MoveClosed(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path), "pixverse-" + Guid.NewGuid() + ".mp4"));
                return Path;
            }
            catch (Exception e) when (FileFailures.Contains(e))
            {
                // It keeps its hidden name.
                return File.Exists(Path) ? Path : null;
            }
        }

        internal void Discard()
        {
            try
            {
                output.Dispose();
                File.Delete(Path);
            }
            catch (Exception e) when (FileFailures.Contains(e))
            {
                // Nothing more can be done about it.
            }
        }
    }
}
