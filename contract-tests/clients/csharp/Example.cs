using System.Threading.Tasks;
using Pixverse.Client;
using static System.Environment;

static class Example
{
    static void Main() => SaveBoatAsync().GetAwaiter().GetResult();

    static async Task SaveBoatAsync()
    {
        var options = new PixverseOptions { BaseUrl = GetEnvironmentVariable("PIXVERSE_BASE_URL") ?? PixverseClient.Server };
        using (var pixverse = new PixverseClient(GetEnvironmentVariable("SEGMIND_API_KEY"), options))
        {
            var request = new TextToVideoRequest { Prompt = "A paper boat on a rainy street" };
            await pixverse.TextToVideoAsync(request, "boat.mp4");
        }
    }
}
