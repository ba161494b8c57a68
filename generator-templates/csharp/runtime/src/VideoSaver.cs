using System;
using System.IO;
using System.Linq;

namespace Pixverse.Client
{
    /// <summary>Makes the exception of a video that could not be saved: reason, the file that has its bytes, cause.</summary>
    internal delegate SaveFailedException SaveFailure(string reason, string savedTo, Exception cause);

    /// <summary>What files throw.</summary>
    internal static class FileFailures
    {
        internal static bool Contains(Exception e) =>
            e is IOException || e is UnauthorizedAccessException || e is ArgumentException || e is NotSupportedException
            || e is System.Security.SecurityException || e is ObjectDisposedException;
    }

    /// <summary>Saves one video to one target. Whatever fails but the network, the bytes of the video are kept.</summary>
    internal sealed class VideoSaver : IDisposable
    {
        private readonly string target;
        private string path;
        private bool isSpecial;
        private PartFile part;
        private Exception problem;

        internal VideoSaver(string target)
        {
            this.target = target ?? throw new ArgumentNullException("path");
        }

        /// <summary>Creates the file before anything is sent, so that a target that cannot be written costs nothing.</summary>
        internal void Reserve(Operation operation)
        {
            try
            {
                part = Create();
            }
            catch (Exception e) when (FileFailures.Contains(e))
            {
                throw new SaveFailedException(
                    Reason(e), null, new FailureDetails { Operation = operation.Id, Billing = Billing.NotSent }, e);
            }
        }

        internal void Prepare(SaveFailure failure)
        {
            try
            {
                part = part ?? Create();
            }
            catch (Exception e) when (FileFailures.Contains(e))
            {
                problem = e;
                try
                {
                    part = PartFile.InTemporaryFolder();
                }
                catch (Exception nowhere) when (FileFailures.Contains(nowhere))
                {
                    throw failure(Reason(e) + "; it can still be read or saved to another place until it is disposed", null, e);
                }
            }
        }

        /// <summary>Goes on in the temporary folder when the disk of the target fails.</summary>
        internal void Write(byte[] bytes, int count, SaveFailure failure)
        {
            try
            {
                part.Write(bytes, count);
            }
            catch (Exception e) when (FileFailures.Contains(e))
            {
                problem = problem ?? e;
                try
                {
                    part = part.ContinueInTemporaryFolder();
                    part.Write(bytes, count);
                }
                catch (Exception again) when (FileFailures.Contains(again))
                {
                    throw Keep(failure, "the rest is lost; its first bytes are kept in ");
                }
            }
        }

        /// <summary>Puts the file in the place of the target.</summary>
        internal void Commit(SaveFailure failure)
        {
            try
            {
                if (problem == null)
                {
                    if (isSpecial)
                    {
                        part.CopyTo(path);
                    }
                    else
                    {
                        part.MoveTo(path);
                    }
                    part = null;
                    return;
                }
            }
            catch (Exception e) when (FileFailures.Contains(e))
            {
                problem = e;
            }
            throw Keep(failure, "all its bytes are kept in ");
        }

        /// <summary>Deletes a file that was not used.</summary>
        public void Dispose()
        {
            part?.Discard();
            part = null;
        }

        private PartFile Create()
        {
            path = Path.GetFullPath(target);
            if (target.Length == 0 || Path.GetFileName(path).Length == 0 || Directory.Exists(path))
            {
                throw new IOException("it must be a file, but is a folder");
            }
            var folder = Path.GetDirectoryName(path);
            Directory.CreateDirectory(folder);
            isSpecial = new[] { "/dev/", "/proc/" }.Any(start => path.StartsWith(start, StringComparison.Ordinal));
            if (File.Exists(path))
            {
                var attributes = File.GetAttributes(path);
                if ((attributes & FileAttributes.ReadOnly) != 0)
                {
                    throw new IOException("it must be writable, but is read-only");
                }
                isSpecial |= (attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0;
            }
            return isSpecial ? PartFile.InTemporaryFolder() : PartFile.In(folder);
        }

        private SaveFailedException Keep(SaveFailure failure, string outcome)
        {
            var kept = part.Keep();
            part = null;
            outcome = kept == null ? "the received bytes are lost, because their file has vanished" : outcome + kept;
            return failure(Reason(problem) + "; " + outcome, kept, problem);
        }

        private string Reason(Exception e) => "the video cannot be saved to " + target + ": " + e.Message;
    }
}
