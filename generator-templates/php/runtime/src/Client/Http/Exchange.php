<?php

declare(strict_types=1);

namespace Pixverse\Client\Http;

use Pixverse\Client\Exception\TransportException;

/** One request and its response, moved on by {@see wait()} alone. */
interface Exchange
{
    /**
     * Sends and receives until there is something new, at most for about this time. Throws only when the bytes that were
     * received before have been read.
     *
     * @throws TransportException when the exchange failed
     */
    public function wait(float $seconds): void;

    /** Whether a byte of the request may have reached the server. If in doubt, it may. */
    public function mayHaveBeenSent(): bool;

    /** The head of the final response; null until it has been received completely. */
    public function head(): ?ResponseHead;

    /** The bytes of the body that were received and not yet read; empty if there are none. */
    public function read(): string;

    /** Whether the whole body has been received, as far as HTTP tells. */
    public function isComplete(): bool;

    /** Frees the connection. */
    public function close(): void;
}
