<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Http\Exchange;
use Pixverse\Client\Http\HttpRequest;
use Pixverse\Client\Http\ResponseHead;
use Pixverse\Client\Http\SingleSendClient;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\StreamInterface;

/**
 * One call of a PSR-18 client.
 *
 * @internal
 */
final class Psr18Exchange implements Exchange
{
    private const CHUNK_BYTES = 64 << 10;

    private bool $isStarted = false;
    private bool $isComplete = false;
    private string $buffer = '';
    private ?ResponseHead $head = null;
    private ?StreamInterface $body = null;

    /** @param \SensitiveParameterValue $message the request with the key: a RequestInterface */
    public function __construct(
        private readonly SingleSendClient $client,
        private readonly \SensitiveParameterValue $message,
        private readonly HttpRequest $request,
    ) {
    }

    public function wait(float $seconds): void
    {
        if ($this->isComplete || $this->buffer !== '') {
            return;
        }
        try {
            if (!$this->isStarted) {
                $this->isStarted = true;
                $this->send($this->message->getValue());
            } elseif ($this->body === null) {
                throw new \RuntimeException('the exchange is over');
            } else {
                $this->buffer = $this->body->read(self::CHUNK_BYTES);
                $this->isComplete = $this->buffer === '' && $this->body->eof();
            }
        } catch (\Throwable $e) {
            $this->body = null;
            // Not the exception itself: it may hold the request and with it the key.
            throw new TransportException(get_debug_type($e) . ': ' . $e->getMessage());
        }
    }

    private function send(#[\SensitiveParameter] RequestInterface $message): void
    {
        $response = $this->client->sendRequest($message);
        $headers = [];
        foreach ($response->getHeaders() as $name => $values) {
            $headers[strtolower((string) $name)] = array_values($values);
        }
        $this->head = new ResponseHead($response->getStatusCode(), $headers);
        $this->body = $response->getBody();
        if ($this->body->isSeekable()) {
            $this->body->rewind();
        }
    }

    public function mayHaveBeenSent(): bool
    {
        return $this->isStarted && ($this->request->isBodyTaken() || $this->request->method() === 'GET');
    }

    public function head(): ?ResponseHead
    {
        return $this->head;
    }

    public function read(): string
    {
        $bytes = $this->buffer;
        $this->buffer = '';
        return $bytes;
    }

    public function isComplete(): bool
    {
        return $this->isComplete && $this->buffer === '';
    }

    public function close(): void
    {
        $this->body?->close();
        $this->body = null;
    }
}
