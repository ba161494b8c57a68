// Reads calls from standard input, one per line, executes them with the client, and prints the outcome of each.

import com.google.gson.Gson
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import io.github.pixverseopenapi.client.Billing
import io.github.pixverseopenapi.client.CallTimeoutException
import io.github.pixverseopenapi.client.ConnectionException
import io.github.pixverseopenapi.client.InvalidRequestException
import io.github.pixverseopenapi.client.JobFailedException
import io.github.pixverseopenapi.client.JobTimeoutException
import io.github.pixverseopenapi.client.Operation
import io.github.pixverseopenapi.client.PixverseException
import io.github.pixverseopenapi.client.Video
import io.github.pixverseopenapi.client.VideoJob
import io.github.pixverseopenapi.client.VideoMetadata
import io.github.pixverseopenapi.client.model.ImageToVideoRequest
import io.github.pixverseopenapi.client.model.JobResult
import io.github.pixverseopenapi.client.model.PixverseRequest
import io.github.pixverseopenapi.client.model.TextToVideoRequest
import io.github.pixverseopenapi.client.model.V5ExtendRequest
import io.github.pixverseopenapi.client.model.V5VideoRequest
import io.github.pixverseopenapi.client.model.V6VideoRequest
import io.github.pixverseopenapi.kotlin.JobUpdate
import io.github.pixverseopenapi.kotlin.PixverseCoroutines
import io.github.pixverseopenapi.kotlin.awaitVideo
import io.github.pixverseopenapi.kotlin.coroutines
import io.github.pixverseopenapi.kotlin.pixverseClient
import io.github.pixverseopenapi.kotlin.readBytes
import io.github.pixverseopenapi.kotlin.readResult
import io.github.pixverseopenapi.kotlin.save
import io.github.pixverseopenapi.kotlin.updates
import java.nio.file.Files
import java.nio.file.Path
import kotlin.jvm.optionals.getOrNull
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

val gson = Gson()

/** The fields that a builder starts with, overlaid with those of the case, and the additional ones. */
fun JsonObject.fields(defaults: PixverseRequest): String {
    val fields = JsonParser.parseString(defaults.toJson()).asJsonObject
    getAsJsonObject("request").entrySet().forEach { (name, value) -> fields.add(name, value) }
    return fields.toString()
}

fun JsonObject.additional(): Map<String, Any> = getAsJsonObject("additional")?.asMap().orEmpty()

fun request(case: JsonObject): PixverseRequest {
    val extra = case.additional()
    return when (val operation = case["operation"].asString) {
        "textToVideo" -> TextToVideoRequest.fromJson(case.fields(TextToVideoRequest.builder().build())).toBuilder().apply { extra.forEach(::additionalProperty) }.build()
        "imageToVideo" -> ImageToVideoRequest.fromJson(case.fields(ImageToVideoRequest.builder().build())).toBuilder().apply { extra.forEach(::additionalProperty) }.build()
        "generateV5Video" -> V5VideoRequest.fromJson(case.fields(V5VideoRequest.builder().build())).toBuilder().apply { extra.forEach(::additionalProperty) }.build()
        "extendV5Video" -> V5ExtendRequest.fromJson(case.fields(V5ExtendRequest.builder().build())).toBuilder().apply { extra.forEach(::additionalProperty) }.build()
        "generateV6Video" -> V6VideoRequest.fromJson(case.fields(V6VideoRequest.builder().build())).toBuilder().apply { extra.forEach(::additionalProperty) }.build()
        else -> error("no operation $operation")
    }
}

suspend fun call(pixverse: PixverseCoroutines, case: JsonObject): Video {
    val timeout = case["timeoutSeconds"]?.asDouble?.seconds
    return when (val request = request(case)) {
        is TextToVideoRequest -> pixverse.textToVideo(request, timeout)
        is ImageToVideoRequest -> pixverse.imageToVideo(request, timeout)
        is V5VideoRequest -> pixverse.generateV5Video(request, timeout)
        is V5ExtendRequest -> pixverse.extendV5Video(request, timeout)
        else -> pixverse.generateV6Video(request as V6VideoRequest, timeout)
    }
}

suspend fun save(pixverse: PixverseCoroutines, case: JsonObject, target: Path): VideoMetadata =
    when (val request = request(case)) {
        is TextToVideoRequest -> pixverse.textToVideo(request, target)
        is ImageToVideoRequest -> pixverse.imageToVideo(request, target)
        is V5VideoRequest -> pixverse.generateV5Video(request, target)
        is V5ExtendRequest -> pixverse.extendV5Video(request, target)
        else -> pixverse.generateV6Video(request as V6VideoRequest, target)
    }

suspend fun execute(pixverse: PixverseCoroutines, case: JsonObject): Map<String, Any?> =
    when (case["do"]?.asString) {
        "save" -> {
            val target = Path.of(case["target"].asString)
            video(save(pixverse, case, target)) + ("saved" to Files.size(target))
        }
        "cancel" ->
            coroutineScope {
                val calling = async { call(pixverse, case) }
                delay(case["cancelAfterSeconds"].asDouble.seconds)
                calling.cancel()
                calling.await().use { video(it.metadata()) }
            }
        "show" ->
            call(pixverse, case).use { video ->
                video(video.metadata()) + ("shown" to listOf(pixverse, pixverse.client, pixverse.client.api(), video).map(Any::toString))
            }
        "concurrent" -> concurrent(pixverse, case)
        "job" -> finish(pixverse.submit(request(case)), case)
        "job-save" -> {
            val target = Path.of(case["target"].asString)
            val video = pixverse.submit(request(case)).awaitVideo(case.deadline())
            video.save(target)
            video(video.metadata()) + ("saved" to Files.size(target))
        }
        "resume" ->
            try {
                finish(pixverse.job(case["jobId"].asString), case)
            } catch (e: IllegalArgumentException) {
                mapOf("outcome" to "NOT_SENT", "error" to "InvalidArgument", "message" to e.message)
            }
        "result" -> mapOf("outcome" to "DONE", "result" to properties(pixverse.job(case["jobId"].asString).readResult()))
        "credits" -> {
            val credits = pixverse.credits()
            mapOf(
                "outcome" to "DONE",
                "credits" to mapOf("credits" to credits.credits().getOrNull(), "freeCredits" to credits.freeCredits().getOrNull()),
            )
        }
        "upload" -> mapOf("outcome" to "DONE", "address" to pixverse.upload(Path.of(case["file"].asString)))
        else -> read(call(pixverse, case))
    }

/** Makes the calls of the case at once. */
suspend fun concurrent(pixverse: PixverseCoroutines, case: JsonObject): Map<String, Any?> =
    coroutineScope {
        val calls =
            case.getAsJsonArray("requests").map { fields ->
                val one = case.deepCopy().apply { add("request", fields) }
                async {
                    try {
                        read(call(pixverse, one))
                    } catch (e: PixverseException) {
                        failure(e)
                    }
                }
            }
        mapOf("outcome" to "DONE", "calls" to calls.awaitAll())
    }

fun JsonObject.deadline() = get("awaitSeconds")?.asDouble?.seconds

suspend fun read(video: Video): Map<String, Any?> = video(video.metadata()) + ("bytes" to video.readBytes().size)

suspend fun finish(job: VideoJob, case: JsonObject): Map<String, Any?> {
    val updates = job.updates(case.deadline()).toList()
    val states = updates.filterIsInstance<JobUpdate.Waiting>().mapNotNull { it.status.status().getOrNull()?.value() }
    val repeated = states.zipWithNext().map { (before, after) -> before == after }
    return read(updates.filterIsInstance<JobUpdate.Finished>().single().video) +
        mapOf("jobId" to job.id(), "states" to states.filterIndexed { i, _ -> i == 0 || !repeated[i - 1] })
}

fun properties(result: JobResult): Map<String, Any?> =
    mapOf(
        "address" to (result.video().getOrNull()?.url()?.getOrNull() ?: result.output().getOrNull()),
        "cost" to result.metrics().getOrNull()?.cost()?.getOrNull(),
        "remainingCredits" to result.metrics().getOrNull()?.remainingCredits()?.getOrNull(),
    )

fun video(metadata: VideoMetadata): Map<String, Any?> =
    mapOf(
        "outcome" to "VIDEO",
        "status" to metadata.statusCode(),
        "metadata" to
            mapOf(
                "requestId" to metadata.requestId().getOrNull(),
                "cost" to metadata.cost().getOrNull(),
                "remainingCredits" to metadata.remainingCredits().getOrNull(),
                "generationSeconds" to metadata.generationSeconds().getOrNull(),
                "seed" to metadata.seed().getOrNull(),
            ),
    )

fun failure(e: PixverseException): Map<String, Any?> =
    mapOf(
        "outcome" to
            when {
                e is ConnectionException || e is CallTimeoutException || e is JobTimeoutException || e is JobFailedException -> "FAILED"
                e.billing() == Billing.NOT_SENT -> "NOT_SENT"
                else -> "REFUSED"
            },
        "error" to e.javaClass.simpleName.removePrefix("Call").removeSuffix("Exception"),
        "billing" to e.billing().name,
        "status" to e.statusCode(),
        "requestId" to e.requestId().getOrNull(),
        "message" to e.message,
        "jobId" to (e as? JobTimeoutException)?.jobId(),
        "violations" to (e as? InvalidRequestException)?.violations()?.map { mapOf("fields" to it.fields(), "message" to it.message()) },
    )

fun outcome(case: JsonObject): Map<String, Any?> =
    pixverseClient {
        apiKey(System.getenv("SEGMIND_API_KEY"))
        baseUrl(case["baseUrl"]?.asString ?: System.getenv("PIXVERSE_BASE_URL"))
        maxRetries(case["maxRetries"]?.asInt ?: 0)
        validateRequests(!case.has("validate"))
    }.coroutines.use { pixverse ->
        try {
            runBlocking { execute(pixverse, case) }
        } catch (e: PixverseException) {
            failure(e)
        } catch (_: CancellationException) {
            mapOf("outcome" to "CANCELLED")
        }
    }

fun main() {
    val limits = Operation.entries.filter { it.returnsVideo() }.associate { it.path() to it.defaultTimeout().toMillis() / 1000.0 }
    println(gson.toJson(mapOf("timeLimits" to limits)))
    for (line in generateSequence(::readlnOrNull)) {
        println(gson.toJson(outcome(JsonParser.parseString(line).asJsonObject)))
    }
}
