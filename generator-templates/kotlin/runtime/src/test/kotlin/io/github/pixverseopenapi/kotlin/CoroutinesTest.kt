package io.github.pixverseopenapi.kotlin

import io.github.pixverseopenapi.client.InvalidRequestException
import io.github.pixverseopenapi.client.PixverseClient
import io.github.pixverseopenapi.client.SaveFailedException
import io.github.pixverseopenapi.client.model.JobState
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import mockwebserver3.MockResponse
import mockwebserver3.MockResponseBody
import mockwebserver3.MockWebServer
import mockwebserver3.SocketEffect
import okio.Buffer
import okio.BufferedSink
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.condition.EnabledOnOs
import org.junit.jupiter.api.condition.OS
import org.junit.jupiter.api.io.TempDir

class CoroutinesTest {
    private val server = MockWebServer()
    private lateinit var client: PixverseClient
    private lateinit var pixverse: PixverseCoroutines

    @TempDir
    lateinit var folder: Path

    @BeforeEach
    fun start() {
        server.start()
        client =
            pixverseClient {
                apiKey("a-secret-key")
                baseUrl(server.url("/").toString())
                maxConcurrency(1)
                timeout(1.minutes)
                queueTimeout(1.minutes)
                connectTimeout(10.seconds)
            }
        pixverse = client.coroutines
    }

    @AfterEach
    fun stop() {
        pixverse.close()
        server.close()
    }

    @Test
    fun `a video is read and its connection freed`() =
        runBlocking {
            server.enqueue(video())

            assertArrayEquals(VIDEO, pixverse.textToVideo { prompt("A paper boat") }.readBytes())

            assertEquals("/v1/pixverse-text2video", received())
        }

    @Test
    fun `a request that breaks a rule is rejected without a wrapper`() {
        val invalid =
            assertThrows(InvalidRequestException::class.java) {
                runBlocking { pixverse.textToVideo { prompt(" ").duration(7) } }
            }

        assertEquals(listOf("duration", "prompt"), invalid.violations().flatMap { it.fields() })
        assertEquals(0, server.requestCount)
    }

    @Test
    fun `a cancelled coroutine keeps a queued request from being sent`() =
        runBlocking {
            server.enqueue(silence())
            val first = launch { pixverse.textToVideo { prompt("The first") } }
            yield()
            assertNotNull(received())
            val second = launch { pixverse.textToVideo { prompt("The second") } }
            delay(100.milliseconds)

            second.cancelAndJoin()
            first.cancelAndJoin()

            assertNull(received())
        }

    @Test
    fun `a timeout of the coroutine is its own exception`() {
        server.enqueue(silence())

        assertThrows(TimeoutCancellationException::class.java) {
            runBlocking { withTimeout(500.milliseconds) { pixverse.textToVideo { prompt("A paper boat") } } }
        }
    }

    @Test
    fun `a result that nobody waits for any more is closed`() =
        runBlocking {
            val future = CompletableFuture<String>()
            val closed = mutableListOf<String>()
            val waiting = launch { future.await(closed::add) }
            yield()

            future.complete("the video")
            waiting.cancelAndJoin()

            assertEquals(listOf("the video"), closed)
        }

    @Test
    fun `a video is saved with its progress`() =
        runBlocking {
            server.enqueue(video())
            val target = folder.resolve("new/boat.mp4")

            val progress = pixverse.textToVideo { prompt("A paper boat") }.saveAsFlow(target).toList()

            assertEquals(SaveProgress(VIDEO.size.toLong(), VIDEO.size.toLong()), progress.last())
            assertArrayEquals(VIDEO, Files.readAllBytes(target))
        }

    @Test
    fun `a coroutine that is cancelled while it saves saves all the same`() =
        runBlocking {
            server.enqueue(video().newBuilder().throttleBody(20_000, 100, TimeUnit.MILLISECONDS).build())
            val target = folder.resolve("boat.mp4")
            val video = pixverse.textToVideo { prompt("A paper boat") }
            val saving = launch { video.save(target) }
            delay(100.milliseconds)

            saving.cancelAndJoin()

            assertArrayEquals(VIDEO, Files.readAllBytes(target))
        }

    @Test
    fun `a video that cannot be saved is kept`() {
        server.enqueue(video())

        val failed =
            assertThrows(SaveFailedException::class.java) {
                runBlocking { pixverse.textToVideo { prompt("A paper boat") }.save(folder) }
            }

        assertArrayEquals(VIDEO, Files.readAllBytes(failed.savedTo().get()))
        Files.delete(failed.savedTo().get())
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    fun `a full device keeps the bytes`() {
        server.enqueue(video())

        val failed =
            assertThrows(SaveFailedException::class.java) {
                runBlocking { pixverse.textToVideo { prompt("A paper boat") }.save(Path.of("/dev/full")) }
            }

        assertArrayEquals(VIDEO, Files.readAllBytes(failed.savedTo().get()))
        Files.delete(failed.savedTo().get())
    }

    /** The JVM of the tests has a heap of 64 MB. */
    @Test
    fun `a video of 200 MB is saved without being held in memory`() =
        runBlocking {
            assertTrue(Runtime.getRuntime().maxMemory() <= 64 shl 20)
            server.enqueue(MockResponse.Builder().addHeader("Content-Type", "video/mp4").body(LargeVideo(200L shl 20)).build())
            val target = folder.resolve("boat.mp4")

            pixverse.textToVideo { prompt("A paper boat") }.save(target)

            assertEquals(200L shl 20, Files.size(target))
        }

    @Test
    fun `the updates of a job end with its video`() =
        runBlocking {
            server.enqueue(json("""{"request_id":"$ID","status":"QUEUED"}"""))
            val job = pixverse.submitTextToVideo { prompt("A paper boat") }
            server.enqueue(json("""{"request_id":"$ID","status":"PROCESSING"}"""))
            server.enqueue(json("""{"request_id":"$ID","status":"COMPLETED"}"""))
            server.enqueue(json("""{"request_id":"$ID","status":"COMPLETED","video":{"url":"${server.url("/file")}"}}"""))
            server.enqueue(video())

            val updates = pixverse.job(job.id()).updates(1.minutes).toList()

            assertEquals(listOf(true, false), updates.map { it is JobUpdate.Waiting })
            assertArrayEquals(VIDEO, (updates.last() as JobUpdate.Finished).video.readBytes())
        }

    @Test
    fun `status and result of a job are read without waiting`() =
        runBlocking {
            server.enqueue(json("""{"request_id":"$ID","status":"PROCESSING"}"""))
            server.enqueue(json("""{"request_id":"$ID","status":"COMPLETED","output":"https://example.com/boat.mp4"}"""))

            assertEquals(JobState.PROCESSING, pixverse.job(ID).readStatus().status().get())
            assertEquals("https://example.com/boat.mp4", pixverse.job(ID).readResult().output().get())
            assertEquals(listOf("/v2/requests/$ID/status", "/v2/requests/$ID"), listOf(received(), received()))
        }

    @Test
    fun `neither client nor options show the key`() {
        assertFalse("$pixverse ${pixverse.client} ${client.api()}".contains("a-secret-key"))
        assertTrue("$pixverse".contains("Pixverse"))
    }

    private fun received(): String? = server.takeRequest(1, TimeUnit.SECONDS)?.target

    /** The beginning of a video, and zeros up to the length. */
    private class LargeVideo(override val contentLength: Long) : MockResponseBody {
        override fun writeTo(sink: BufferedSink) {
            sink.write(VIDEO)
            var left = contentLength - VIDEO.size
            while (left > 0) {
                val block = ByteArray(minOf(left, 1L shl 16).toInt())
                sink.write(block)
                left -= block.size
            }
        }
    }

    private companion object {
        const val ID = "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98"
        val VIDEO = byteArrayOf(0, 0, 0, 16) + "ftypisom".toByteArray() + ByteArray(100_000)

        fun video(): MockResponse = MockResponse.Builder().addHeader("Content-Type", "video/mp4").body(Buffer().write(VIDEO)).build()

        fun silence(): MockResponse = MockResponse.Builder().onResponseStart(SocketEffect.Stall).build()

        fun json(text: String): MockResponse = MockResponse.Builder().addHeader("Content-Type", "application/json").body(text).build()
    }
}
