<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\Http\HttpRequest;
use Psr\Http\Message\StreamInterface;

/**
 * The body of a paid request for PSR-18 clients: it can be read once.
 *
 * @internal
 */
final class OneShotBody implements StreamInterface
{
    private ?string $rest = null;
    private int $position = 0;

    public function __construct(private readonly HttpRequest $request)
    {
    }

    public function __toString(): string
    {
        $this->rest = (string) $this->request->takeBody();
        return $this->getContents();
    }

    public function getContents(): string
    {
        return $this->read($this->request->bodyLength() + 1);
    }

    public function read($length): string
    {
        $this->rest ??= (string) $this->request->takeBody();
        $chunk = substr($this->rest, 0, $length);
        $this->rest = substr($this->rest, strlen($chunk));
        $this->position += strlen($chunk);
        return $chunk;
    }

    public function eof(): bool
    {
        return $this->position >= $this->request->bodyLength();
    }

    public function tell(): int
    {
        return $this->position;
    }

    public function getSize(): int
    {
        return $this->request->bodyLength();
    }

    /** Guzzle announces a body that is not seekable with Expect, and then curl sends it again after a 417. */
    public function isSeekable(): bool
    {
        return true;
    }

    public function rewind(): void
    {
        $this->seek(0);
    }

    public function seek($offset, $whence = SEEK_SET): void
    {
        if ($whence !== SEEK_SET || $offset !== $this->position) {
            throw new LogicException('the request must be sent at most once, but its body was rewound');
        }
    }

    public function isReadable(): bool
    {
        return true;
    }

    public function isWritable(): bool
    {
        return false;
    }

    public function write($string): int
    {
        throw new LogicException('the body of a request must not be changed');
    }

    public function close(): void
    {
    }

    public function detach()
    {
        return null;
    }

    public function getMetadata($key = null): mixed
    {
        return $key === null ? [] : null;
    }
}
