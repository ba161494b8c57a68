import io.github.pixverseopenapi.kotlin.coroutines
import io.github.pixverseopenapi.kotlin.pixverseClient
import java.nio.file.Path

suspend fun main() {
    val client =
        pixverseClient {
            apiKey(System.getenv("SEGMIND_API_KEY"))
            System.getenv("PIXVERSE_BASE_URL")?.let { baseUrl(it) } // a sandbox
        }
    client.coroutines.use { pixverse ->
        pixverse.textToVideo(Path.of("boat.mp4")) { prompt("A paper boat on a rainy street") }
    }
}
