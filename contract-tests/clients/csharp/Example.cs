using System.IO;
using Pixverse.Client;
using static System.Environment;

static class Example
{
    static void Main()
    {
        using (var pixverse = new PixverseApi(GetEnvironmentVariable("SEGMIND_API_KEY"), GetEnvironmentVariable("PIXVERSE_BASE_URL")))
        {
            var request = new TextToVideoRequest { Prompt = "A paper boat on a rainy street" };
            File.WriteAllBytes("boat.mp4", pixverse.TextToVideoAsync(request).GetAwaiter().GetResult());
        }
    }
}
