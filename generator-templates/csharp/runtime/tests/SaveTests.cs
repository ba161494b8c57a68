using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client.Tests
{
    internal static class SaveTests
    {
        private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n";

        [Test]
        internal static Task SaveMakesFoldersAndReplacesFiles() => InFolder(async folder =>
        {
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse("x-request-id: r1")))
            using (var client = server.Client())
            {
                var target = Path.Combine(folder, "a", "b", "boat.mp4");
                Expect.Equal("r1", (await client.TextToVideoAsync(LoopbackServer.Request(), target)).RequestId);
                Expect.Equal(LoopbackServer.Video.Length, (int)new FileInfo(target).Length);
                File.WriteAllText(target, "old");
                using (var video = await client.TextToVideoAsync(LoopbackServer.Request()))
                {
                    await video.SaveToAsync(target);
                }
                Expect.Equal(LoopbackServer.Video.Length, (int)new FileInfo(target).Length);
                Expect.Equal(1, Directory.GetFiles(Path.GetDirectoryName(target)).Length);
            }
        });

        [Test]
        internal static Task TargetThatCannotBeWrittenSendsNothing() => InFolder(async folder =>
        {
            File.WriteAllText(Path.Combine(folder, "file"), "");
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            using (var client = server.Client())
            {
                foreach (var target in new[] { folder, folder + "/", Path.Combine(folder, "file", "boat.mp4"), "", "/proc/no/boat.mp4", "a\0b" })
                {
                    await Expect.FailsAsync<SaveFailedException>(Billing.NotSent, 0, () => client.TextToVideoAsync(LoopbackServer.Request(), target));
                }
                Expect.Equal(0, server.Requests.Count);
            }
        });

        [Test]
        internal static Task FailedCallLeavesTheTargetAsItWas() => InFolder(async folder =>
        {
            var target = Path.Combine(folder, "boat.mp4");
            File.WriteAllText(target, "old");
            foreach (var response in new[] { Head + "Content-Length: 132\r\n\r\nhalf", LoopbackServer.Response("400 Bad", "text/plain", "no") })
            {
                using (var server = new LoopbackServer(response))
                using (var client = server.Client())
                {
                    await Expect.ThrowsAsync<PixverseException>(() => client.TextToVideoAsync(LoopbackServer.Request(), target));
                    Expect.Equal("old", File.ReadAllText(target));
                    Expect.Equal(1, Directory.GetFiles(folder).Length);
                }
            }
        });

        [Test]
        internal static Task CancelledSaveLeavesNothing() => InFolder(async folder =>
        {
            using (var cancellation = new CancellationTokenSource())
            using (var server = new LoopbackServer((stream, request) =>
            {
                LoopbackServer.Send(stream, Head + "Content-Length: 132\r\n\r\n" + LoopbackServer.Video.Substring(0, 60));
                Thread.Sleep(300);
                cancellation.Cancel();
                Thread.Sleep(3000);
            }))
            using (var client = server.Client())
            {
                await Expect.ThrowsAsync<OperationCanceledException>(
                    () => client.TextToVideoAsync(LoopbackServer.Request(), Path.Combine(folder, "boat.mp4"), null, cancellation.Token));
                Expect.Equal(0, Directory.GetFiles(folder).Length);
            }
        });

        [Test]
        internal static Task TargetThatBecomesAFolderKeepsTheBytesBesideIt() => InFolder(async folder =>
        {
            var target = Path.Combine(folder, "boat.mp4");
            using (var server = new LoopbackServer((stream, request) =>
            {
                Directory.CreateDirectory(target);
                LoopbackServer.Send(stream, LoopbackServer.VideoResponse());
            }))
            using (var client = server.Client())
            {
                var e = await Expect.FailsAsync<SaveFailedException>(Billing.Billed, 200, () => client.TextToVideoAsync(LoopbackServer.Request(), target));
                Expect.Equal(LoopbackServer.Video.Length, (int)new FileInfo(e.SavedTo).Length);
                Expect.Equal(folder, Path.GetDirectoryName(e.SavedTo));
                Expect.That(e.Message.Contains("all its bytes are kept in " + e.SavedTo), e.Message);
            }
        });

        [Test]
        internal static Task FolderThatCannotBeMadeAfterTheCallKeepsTheBytes() => InFolder(async folder =>
        {
            File.WriteAllText(Path.Combine(folder, "file"), "");
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            using (var client = server.Client())
            using (var video = await client.TextToVideoAsync(LoopbackServer.Request()))
            {
                var e = await Expect.FailsAsync<SaveFailedException>(
                    Billing.Billed, 200, () => video.SaveToAsync(Path.Combine(folder, "file", "boat.mp4")));
                Expect.Equal(LoopbackServer.Video.Length, (int)new FileInfo(e.SavedTo).Length);
                File.Delete(e.SavedTo);
            }
        });

        [Test]
        internal static async Task FullDeviceKeepsTheBytes()
        {
            if (!File.Exists("/dev/full"))
            {
                return;
            }
            using (var server = new LoopbackServer(LoopbackServer.VideoResponse()))
            using (var client = server.Client())
            {
                var e = await Expect.FailsAsync<SaveFailedException>(Billing.Billed, 200, () => client.TextToVideoAsync(LoopbackServer.Request(), "/dev/full"));
                Expect.Equal(LoopbackServer.Video.Length, (int)new FileInfo(e.SavedTo).Length);
                File.Delete(e.SavedTo);
                await client.TextToVideoAsync(LoopbackServer.Request(), "/dev/null");
            }
        }

        [Test]
        internal static Task PartFileIsContinuedInTheTemporaryFolder() => InFolder(folder =>
        {
            var part = PartFile.In(folder);
            part.Write(new byte[] { 1, 2, 3 }, 3);
            var copy = part.ContinueInTemporaryFolder();
            copy.Write(new byte[] { 4 }, 1);
            var kept = copy.Keep();
            Expect.Equal("01-02-03-04", BitConverter.ToString(File.ReadAllBytes(kept)));
            File.Delete(kept);
            Expect.Equal(0, Directory.GetFiles(folder).Length);
            return Task.CompletedTask;
        });

        [Test]
        internal static Task TwoHundredMegabytesStayBelow64MegabytesOfMemory() => InFolder(async folder =>
        {
            var chunk = new string('x', 1 << 20);
            using (var server = new LoopbackServer((stream, request) =>
            {
                LoopbackServer.Send(stream, Head + "Content-Length: " + (200L << 20) + "\r\n\r\n");
                for (var i = 0; i < 200; i++)
                {
                    LoopbackServer.Send(stream, chunk);
                }
            }))
            using (var client = server.Client())
            {
                GC.Collect();
                var before = Process.GetCurrentProcess().WorkingSet64;
                var target = Path.Combine(folder, "boat.mp4");
                await client.TextToVideoAsync(LoopbackServer.Request(), target);
                var extra = PeakBytes() - before;
                Expect.Equal(200L << 20, new FileInfo(target).Length);
                Console.WriteLine("200 MB saved with " + (extra >> 20) + " MB of extra memory");
                Expect.That(extra < 64L << 20, extra);
            }
        });

        /// <summary>Mono does not know it; VmHWM of Linux is the peak since the process started, so this test may only be too strict.</summary>
        private static long PeakBytes()
        {
            var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
            return line == null
                ? Process.GetCurrentProcess().PeakWorkingSet64
                : long.Parse(string.Concat(line.Where(char.IsDigit))) << 10;
        }

        private static async Task InFolder(Func<string, Task> test)
        {
            var folder = Path.Combine(Path.GetTempPath(), "pixverse-test-" + Guid.NewGuid());
            Directory.CreateDirectory(folder);
            try
            {
                await test(folder);
            }
            finally
            {
                Directory.Delete(folder, true);
            }
        }
    }
}
