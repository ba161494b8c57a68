// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

import io.github.pixverseopenapi.kotlin.ConnectionException
import io.github.pixverseopenapi.kotlin.PixverseApi
import io.github.pixverseopenapi.kotlin.ResponseException
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.decodeFromJsonElement
import kotlinx.serialization.json.double
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

val pixverse = PixverseApi(System.getenv("SEGMIND_API_KEY"), System.getenv("PIXVERSE_BASE_URL"))

fun call(case: JsonObject): ByteArray {
    val request = case.getValue("request")
    val silence = case["timeoutSeconds"]?.jsonPrimitive?.double?.seconds
    return when (val operation = case.getValue("operation").jsonPrimitive.content) {
        "textToVideo" -> pixverse.textToVideo(Json.decodeFromJsonElement(request), silence)
        "imageToVideo" -> pixverse.imageToVideo(Json.decodeFromJsonElement(request), silence)
        "generateV5Video" -> pixverse.generateV5Video(Json.decodeFromJsonElement(request), silence)
        "extendV5Video" -> pixverse.extendV5Video(Json.decodeFromJsonElement(request), silence)
        "generateV6Video" -> pixverse.generateV6Video(Json.decodeFromJsonElement(request), silence)
        else -> error("no operation $operation")
    }
}

fun outcome(case: JsonObject): JsonObject =
    try {
        json("outcome" to "VIDEO", "status" to 200, "bytes" to call(case).size)
    } catch (e: ResponseException) {
        json("outcome" to "REFUSED", "status" to e.status, "message" to e.message)
    } catch (e: ConnectionException) {
        json("outcome" to "FAILED", "message" to e.message)
    } catch (e: IllegalArgumentException) {
        json("outcome" to "NOT_SENT", "message" to e.message)
    }

fun json(vararg members: Pair<String, Any?>): JsonObject = JsonObject(members.associate { (name, value) -> name to element(value) })

fun element(value: Any?): JsonElement = if (value is Number) JsonPrimitive(value) else JsonPrimitive(value.toString())

fun main() {
    val seconds = PixverseApi.TIME_LIMITS.mapValues { (_, limit) -> JsonPrimitive(limit.toDouble(DurationUnit.SECONDS)) }
    println(JsonObject(mapOf("timeLimits" to JsonObject(seconds))))
    for (line in generateSequence(::readlnOrNull)) {
        println(outcome(Json.parseToJsonElement(line).jsonObject))
    }
}
