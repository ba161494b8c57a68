<?php

declare(strict_types=1);

namespace Pixverse\Client;

use Pixverse\Client\Exception\ConnectionException;
use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\Exception\PixverseException;
use Pixverse\Client\Exception\SaveFailedException;
use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Http\ResponseHead;
use Pixverse\Client\Internal\Body;
use Pixverse\Client\Internal\Call;
use Pixverse\Client\Internal\Failure;
use Pixverse\Client\Internal\Failures;
use Pixverse\Client\Internal\Mp4BoxTracker;
use Pixverse\Client\Internal\VideoSaver;

/**
 * A finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them once, in
 * one of the three ways. Bytes that were not received when the object is destroyed are lost.
 */
final class Video
{
    private const MEMORY_RESERVE = 8 << 20;

    /** How many bytes the service announced; null if it did not say. */
    public readonly ?int $contentLength;

    /** The media type that the service gave, such as "video/mp4"; empty if it gave none. */
    public readonly string $contentType;

    private readonly ?Mp4BoxTracker $boxes;
    private int $received = 0;
    /** Bytes that were received but could be neither saved nor held in memory. */
    private string $unread = '';
    private bool $isTaken = false;
    private bool $isComplete = false;

    /** @internal */
    public function __construct(
        private readonly Call $call,
        private readonly Failures $failures,
        public readonly VideoMetadata $metadata,
        private readonly ResponseHead $head,
        private readonly Body $body,
    ) {
        $this->contentLength = $body->head->contentLength();
        $this->contentType = $call->redactor->redactLine($body->head->value('Content-Type') ?? '');
        $this->boxes = $this->contentLength === null ? new Mp4BoxTracker() : null;
    }

    /**
     * Saves the video without holding it in memory. The bytes go to a hidden file beside the target, which takes the
     * target's place, an existing file's included, once all bytes are on the disk. Missing parent folders are created,
     * links are followed, and pipes and devices are written to.
     *
     * @throws SaveFailedException when the target or the disk fails: the video is still received to its end and kept in the
     *     file that the exception names
     * @throws PixverseException as {@see chunks()}; the target is as it was before
     */
    public function saveTo(string $path): void
    {
        $this->save(new VideoSaver($path));
    }

    /** @internal */
    public function save(VideoSaver $saver): void
    {
        $this->requireUnread();
        try {
            $saver->save(
                function (): string {
                    $this->isTaken = true;
                    return $this->read();
                },
                $this->putBack(...),
                fn (string $reason): Failure => new Failure(
                    $this->call->operation,
                    $reason,
                    $this->head->status === 200 ? Billing::BILLED : Billing::UNKNOWN,
                    $this->head->status,
                    $this->metadata->requestId,
                ),
            );
        } finally {
            if ($this->isTaken) {
                $this->close();
            }
        }
    }

    /**
     * The bytes as they are received, without holding them in memory.
     *
     * @return \Generator<int, string>
     * @throws ConnectionException when the connection broke, or fewer bytes came than announced, or, where no number was
     *     announced, than the MP4 file has
     * @throws Exception\TimeoutException when nothing was received for longer than the timeout
     * @throws Exception\CancelledException when the callback `shouldCancel` returned true
     * @throws LogicException when the video was read before
     */
    public function chunks(): \Generator
    {
        $this->requireUnread();
        $this->isTaken = true;
        try {
            while (($bytes = $this->read()) !== '') {
                yield $bytes;
            }
        } finally {
            $this->close();
        }
    }

    /**
     * All bytes, in memory.
     *
     * @throws LogicException when the video was read before, or does not fit into memory_limit; then it can still be saved
     * @throws PixverseException as {@see chunks()}
     */
    public function bytes(): string
    {
        $this->requireUnread();
        $this->requireMemory(2 * ($this->contentLength ?? 0));
        $this->isTaken = true;
        $bytes = '';
        try {
            while (($chunk = $this->read()) !== '') {
                $bytes .= $chunk;
                if ($this->contentLength === null) {
                    $this->requireMemory(strlen($bytes), $bytes);
                }
            }
        } finally {
            if ($this->isTaken) {
                $this->close();
            }
        }
        return $bytes;
    }

    private function putBack(string $bytes): void
    {
        $this->unread = $bytes;
        $this->isTaken = false;
    }

    private function requireUnread(): void
    {
        if ($this->isTaken) {
            throw new LogicException('the video must be read once, but was read or closed before');
        }
    }

    /**
     * PHP ends the program when the limit is exceeded, and then the video is lost.
     *
     * @param int $bytes to allocate: a string that grows is copied
     * @param string $received to put back if there is too little memory
     */
    private function requireMemory(int $bytes, string $received = ''): void
    {
        $limit = ini_parse_quantity((string) ini_get('memory_limit'));
        if ($limit > 0 && memory_get_usage() + $bytes > $limit - self::MEMORY_RESERVE) {
            $this->putBack($received);
            throw new LogicException(
                'the video must fit into memory_limit (' . ini_get('memory_limit') . ") to be held in memory, but needs"
                . " $bytes bytes more; use saveTo or chunks"
            );
        }
    }

    private function read(): string
    {
        if ($this->unread !== '') {
            $bytes = $this->unread;
            $this->unread = '';
            return $bytes;
        }
        if ($this->isComplete) {
            return '';
        }
        try {
            $bytes = $this->body->read($this->received, $this->contentLength);
        } catch (TransportException $e) {
            throw $this->truncated($e);
        }
        $this->received += strlen($bytes);
        $this->boxes?->add($bytes);
        if ($this->contentLength !== null && $this->received > $this->contentLength) {
            throw $this->truncated(new TransportException('more bytes came than announced'));
        }
        $this->isComplete = $bytes === '' || $this->received === $this->contentLength;
        if ($this->isComplete && !($this->boxes?->mayBeWhole() ?? $this->received === $this->contentLength)) {
            throw $this->truncated(new TransportException('the video ended early'));
        }
        return $bytes;
    }

    private function truncated(TransportException $e): PixverseException
    {
        $progress = $this->received . ($this->contentLength === null ? '' : " of $this->contentLength") . ' bytes';
        return $this->failures->truncated(
            $this->head,
            "the service had finished the video, but its transfer broke off after $progress",
            $e
        );
    }

    /** Frees the connection; bytes that were not received are lost. */
    public function close(): void
    {
        $this->isTaken = true;
        $this->body->close();
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [
            'operation' => $this->call->operation->value,
            'metadata' => $this->metadata,
            'contentType' => $this->contentType,
            'contentLength' => $this->contentLength,
            'received' => $this->received,
        ];
    }

    /** @return array<string, mixed> */
    public function __serialize(): array
    {
        throw new LogicException('a video must not be serialized, because it holds a connection: save it first');
    }
}
