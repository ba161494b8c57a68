package io.github.pixverseopenapi.kotlin

import io.github.pixverseopenapi.client.Video
import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.withContext

/** How far the saving of a video is. */
public data class SaveProgress(
    /** The bytes that were written. */
    public val savedBytes: Long,
    /** The length of the video; -1 if the response does not say it. */
    public val totalBytes: Long,
)

/**
 * Saves the video, whole or not at all, and closes it. A cancelled coroutine saves it all the same, because it is paid.
 *
 * @throws io.github.pixverseopenapi.client.SaveFailedException if the target cannot be written; it names the file that holds the video
 */
public suspend fun Video.save(target: Path): Unit = withContext(NonCancellable + Dispatchers.IO) { use { it.saveTo(target) } }

/** The same as a flow of its progress, which ends when the video is saved. A slow collector sees the latest progress only. */
public fun Video.saveAsFlow(target: Path): Flow<SaveProgress> =
    channelFlow {
        withContext(NonCancellable + Dispatchers.IO) {
            use { video -> video.saveTo(target) { saved, total -> trySendBlocking(SaveProgress(saved, total)) } }
        }
    }.buffer(Channel.CONFLATED)

/** Reads the video into memory and closes it. */
public suspend fun Video.readBytes(): ByteArray = withContext(Dispatchers.IO) { use { it.bytes() } }
