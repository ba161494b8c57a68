using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Pixverse.Client.Tests
{
    /// <summary>Runs the snippets of README.md, which snippets.awk makes methods of.</summary>
    internal static partial class ReadmeTests
    {
        private const int Snippets = 7;

        [Test]
        internal static async Task SnippetsRun()
        {
            var output = await RunAsync(LoopbackServer.VideoResponse("x-cost: 0.45", "x-request-id: r1"));
            Expect.That(output.Contains("duration 8 and quality \"1080p\" must not be combined: 1080p is available at 5 seconds only\n"), output);
            Expect.That(output.Contains("r1 0.45  \n") && output.Contains("\n132\n") && output.Contains("429: stubbed [NOT_BILLED: "), output);
            Expect.That(output.EndsWith("files: boat.mp4 streamed.mp4 videos/boat.mp4", StringComparison.Ordinal), output);
        }

        [Test]
        internal static async Task SnippetsOfARefusedCallNameTheRefusal()
        {
            var output = await RunAsync(LoopbackServer.Response("400 Bad", "text/plain", "no"));
            Expect.That(output.Contains("textToVideo: 400: no [NOT_BILLED: ") && output.Contains("BadRequestException"), output);
            Expect.That(output.EndsWith("files: ", StringComparison.Ordinal), output);
        }

        private static async Task<string> RunAsync(string response)
        {
            var folder = Path.Combine(Path.GetTempPath(), "pixverse-test-" + Guid.NewGuid());
            var before = (Directory.GetCurrentDirectory(), Console.Out, Environment.GetEnvironmentVariable("SEGMIND_API_KEY"));
            Directory.CreateDirectory(folder);
            var output = new StringWriter();
            try
            {
                Directory.SetCurrentDirectory(folder);
                Console.SetOut(output);
                Environment.SetEnvironmentVariable("SEGMIND_API_KEY", LoopbackServer.Key);
                using (var server = new LoopbackServer(response))
                using (var client = server.Client())
                {
                    var methods = typeof(ReadmeTests).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(one => one.Name.StartsWith("Snippet", StringComparison.Ordinal)
                        && char.IsDigit(one.Name[7])).OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
                    Expect.Equal(Snippets, methods.Count);
                    foreach (var method in methods)
                    {
                        try
                        {
                            await (Task)method.Invoke(null, new object[] { client, LoopbackServer.Request() });
                        }
                        catch (PixverseException e)
                        {
                            output.WriteLine(e.GetType().Name);
                        }
                    }
                }
                var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => file.Substring(folder.Length + 1)).OrderBy(file => file, StringComparer.Ordinal);
                return output + "files: " + string.Join(" ", files);
            }
            finally
            {
                Console.SetOut(before.Item2);
                Directory.SetCurrentDirectory(before.Item1);
                Environment.SetEnvironmentVariable("SEGMIND_API_KEY", before.Item3);
                Directory.Delete(folder, true);
            }
        }
    }
}
