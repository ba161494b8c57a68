<?php

declare(strict_types=1);

namespace Pixverse\Client\Http;

use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\Internal\ApiKey;

/** A request as a transport sends it. The body can be taken once, because a second POST is a second bill. */
final class HttpRequest
{
    private bool $isBodyTaken = false;

    /**
     * @internal
     * @param array<string, string> $headers
     * @param ?string $keyHeader the name of the header with the API key; null to send no key
     * @param ?string $body null for a GET
     * @param float $connectTimeout in seconds
     * @param float $timeout the maximum seconds until the response, and then without receiving data
     * @param bool $isDirect whether no proxy may be used, because it would see the key
     */
    public function __construct(
        public readonly string $url,
        private readonly array $headers,
        private readonly ?string $keyHeader,
        private readonly ?ApiKey $apiKey,
        private readonly ?string $body,
        public readonly float $connectTimeout,
        public readonly float $timeout,
        public readonly bool $isDirect,
    ) {
    }

    public function method(): string
    {
        return $this->body === null ? 'GET' : 'POST';
    }

    /** @return array<string, string> by name, the API key included: never log them */
    public function headers(): array
    {
        $key = $this->keyHeader === null || $this->apiKey === null
            ? []
            : [$this->keyHeader => $this->apiKey->reveal()];
        return $this->headers + $key;
    }

    /**
     * Takes the body; null for a GET.
     *
     * @throws LogicException when it was taken before
     */
    public function takeBody(): ?string
    {
        if ($this->body !== null && $this->isBodyTaken) {
            throw new LogicException('the request must be sent at most once, but its body was read a second time');
        }
        $this->isBodyTaken = true;
        return $this->body;
    }

    /** Whether the body was taken: from then on the request may have been sent. */
    public function isBodyTaken(): bool
    {
        return $this->isBodyTaken;
    }

    /** The length of the body in bytes. */
    public function bodyLength(): int
    {
        return strlen($this->body ?? '');
    }
}
