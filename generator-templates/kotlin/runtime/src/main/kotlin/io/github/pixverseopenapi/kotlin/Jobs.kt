package io.github.pixverseopenapi.kotlin

import io.github.pixverseopenapi.client.Video
import io.github.pixverseopenapi.client.VideoJob
import io.github.pixverseopenapi.client.model.JobResult
import io.github.pixverseopenapi.client.model.JobStatus
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow

/** What happens to a job while it is awaited. */
public sealed interface JobUpdate {
    /** The job is queued or processing. */
    public data class Waiting(public val status: JobStatus) : JobUpdate

    /** The video is finished; close it. */
    public data class Finished(public val video: Video) : JobUpdate
}

/**
 * Waits for the video. Costs nothing, is retried and can be repeated; cancelling the coroutine leaves the job running.
 *
 * @param deadline how long to wait at most; null for the client's
 * @throws io.github.pixverseopenapi.client.JobFailedException if the service could not make it
 * @throws io.github.pixverseopenapi.client.JobTimeoutException if the deadline is over; it has the job's id
 */
public suspend fun VideoJob.awaitVideo(deadline: Duration? = null): Video = waiting(deadline).awaitOrClose()

/** The same as a flow of the polled statuses, which ends with the finished video or with the failure. */
public fun VideoJob.updates(deadline: Duration? = null): Flow<JobUpdate> =
    callbackFlow {
        val waiting = onStatus { status, _, _ -> trySend(JobUpdate.Waiting(status)) }.waiting(deadline)
        waiting.whenComplete { video, failure ->
            if (failure == null) {
                if (trySendBlocking(JobUpdate.Finished(video)).isFailure) {
                    video.close()
                }
                close()
            } else {
                close(failure.unwrapped())
            }
        }
        awaitClose { waiting.cancel(true) }
    }

/**
 * Reads the status, `FAILED` included. Costs nothing.
 *
 * @throws io.github.pixverseopenapi.client.NotFoundException if neither the jobs nor the history have the id
 */
public suspend fun VideoJob.readStatus(): JobStatus = interruptible(::status)

/**
 * Reads the result: the address of the video, its cost, the remaining credits and times. Costs nothing.
 *
 * @throws io.github.pixverseopenapi.client.JobFailedException if the job failed
 * @throws io.github.pixverseopenapi.client.NotFoundException if neither the jobs nor the history have the id
 */
public suspend fun VideoJob.readResult(): JobResult = interruptible(::result)

private fun VideoJob.waiting(deadline: Duration?) = if (deadline == null) awaitAsync() else awaitAsync(deadline.toJavaDuration())
