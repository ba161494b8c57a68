package io.github.pixverseopenapi.kotlin

import io.github.pixverseopenapi.client.JobCandidate
import io.github.pixverseopenapi.client.PixverseClient
import io.github.pixverseopenapi.client.PixverseException
import io.github.pixverseopenapi.client.Video
import io.github.pixverseopenapi.client.VideoJob
import io.github.pixverseopenapi.client.model.Credits
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.suspendCancellableCoroutine

/** The client for coroutines. It shares the connections, limits and retries of the Java client, and closes with it. */
public val PixverseClient.coroutines: PixverseCoroutines
    get() = PixverseCoroutines(this)

/**
 * The Java client with suspending functions. Cancelling a coroutine keeps a queued request from being sent and drops the
 * connection of one that was sent; the service cannot stop a job, so it may still be billed.
 */
public class PixverseCoroutines internal constructor(client: PixverseClient) : SuspendingOperations(client), AutoCloseable by client {
    /** The job with this id, also of another process. Sends nothing. */
    public fun job(id: String): VideoJob = client.job(id)

    /** Searches the account's history for a request whose response was lost. Costs nothing. */
    public suspend fun lookUp(exception: PixverseException): List<JobCandidate> = interruptible { client.lookUp(exception) }

    /** The credits of the account. Costs nothing. */
    public suspend fun credits(): Credits = interruptible { client.credits() }

    /**
     * Uploads a file and returns its address, for a request.
     *
     * @param onProgress receives the bytes that were sent and the length of the file
     */
    public suspend fun upload(file: Path, onProgress: (sent: Long, total: Long) -> Unit = { _, _ -> }): String =
        interruptible { client.upload(file) { sent, total -> onProgress(sent, total) } }

    /** Neither key nor address. */
    override fun toString(): String = "PixverseCoroutines"
}

/** Runs a blocking method of the Java client; cancelling the coroutine aborts its request, but never the saving of a video. */
internal suspend fun <T> interruptible(request: () -> T): T = runInterruptible(Dispatchers.IO, request)

internal suspend fun CompletableFuture<Video>.awaitOrClose(): Video = await(Video::close)

/** Unlike the `await` of kotlinx.coroutines, closes a result that comes when nobody waits for it any more. */
internal suspend fun <T> CompletableFuture<T>.await(onUnwanted: (T) -> Unit): T =
    suspendCancellableCoroutine { continuation ->
        whenComplete { result, failure ->
            if (failure == null) {
                continuation.resume(result) { _, unwanted, _ -> onUnwanted(unwanted) }
            } else {
                continuation.resumeWithException(failure.unwrapped())
            }
        }
        continuation.invokeOnCancellation { cancel(true) }
    }

/** What a stage of a future failed with. */
internal fun Throwable.unwrapped(): Throwable = (this as? CompletionException)?.cause ?: this
