package io.github.pixverseopenapi.kotlin

import io.github.pixverseopenapi.client.PixverseClient
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** Makes a client; `apiKey` must be set. */
public inline fun pixverseClient(options: PixverseClient.Builder.() -> Unit): PixverseClient =
    PixverseClient.builder().apply(options).build()

/** From the moment a request may be sent to the first byte of the video, then between bytes; null: five times the usual seconds. */
public fun PixverseClient.Builder.timeout(timeout: Duration?): PixverseClient.Builder = timeout(timeout?.toJavaDuration())

/** How long a request may be queued; null: unlimited. */
public fun PixverseClient.Builder.queueTimeout(timeout: Duration?): PixverseClient.Builder = queueTimeout(timeout?.toJavaDuration())

/** How long to wait for a connection. */
public fun PixverseClient.Builder.connectTimeout(timeout: Duration): PixverseClient.Builder = connectTimeout(timeout.toJavaDuration())
