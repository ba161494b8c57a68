import io.github.pixverseopenapi.kotlin.PixverseApi
import io.github.pixverseopenapi.kotlin.TextToVideoRequest
import java.io.File

fun main() {
    val key = System.getenv("SEGMIND_API_KEY")
    val pixverse = PixverseApi(key, System.getenv("PIXVERSE_BASE_URL") ?: PixverseApi.SERVER)
    val video = pixverse.textToVideo(TextToVideoRequest(prompt = "A paper boat on a rainy street"))
    File("boat.mp4").writeBytes(video)
}
