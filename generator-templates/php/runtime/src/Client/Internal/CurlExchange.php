<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Http\Exchange;
use Pixverse\Client\Http\ResponseHead;

/**
 * One transfer of curl, received in steps, so that the time limits are exact and no more than a step is in memory.
 *
 * @internal
 */
final class CurlExchange implements Exchange
{
    private const MAX_HEAD_BYTES = 256 << 10;

    /** What curl's errors before sending mean. Each ends a fresh connection before HTTP begins. */
    private const PROBLEMS = [
        CURLE_COULDNT_RESOLVE_PROXY => 'the host of the proxy is not known',
        CURLE_COULDNT_RESOLVE_HOST => 'the host is not known',
        CURLE_COULDNT_CONNECT => 'no connection could be made',
        CURLE_SSL_CONNECT_ERROR => 'no secure connection could be made',
        CURLE_SSL_CACERT => 'no secure connection could be made',
    ];

    private ?\CurlMultiHandle $multi;
    private ?ResponseHead $head = null;
    private int $status = 0;
    /** @var list<array{string, string}> */
    private array $headers = [];
    private int $headBytes = 0;
    private string $buffer = '';
    private bool $isDone = false;
    private bool $wasSent = false;
    private ?TransportException $failure = null;

    public function __construct(private ?\CurlHandle $curl)
    {
        // Without a reference to this object in its own handle, the connection is freed with the last reference to it.
        $self = \WeakReference::create($this);
        curl_setopt($curl, CURLOPT_HEADERFUNCTION, static fn ($curl, $line) => $self->get()?->addLine($line) ?? 0);
        curl_setopt($curl, CURLOPT_WRITEFUNCTION, static fn ($curl, $chunk) => $self->get()?->addChunk($chunk) ?? 0);
        $this->multi = curl_multi_init();
        curl_multi_add_handle($this->multi, $curl);
    }

    public function wait(float $seconds): void
    {
        if (!$this->isDone && $this->buffer === '' && !$this->perform() && $seconds > 0) {
            $began = hrtime(true);
            // Returns at once while curl has no socket yet, such as during name resolution.
            if (curl_multi_select($this->multi, $seconds) <= 0 && hrtime(true) - $began < 1_000_000) {
                usleep((int) (1_000_000 * min($seconds, 0.002)));
            }
            $this->perform();
        }
        if ($this->isDone && $this->buffer === '' && $this->failure !== null) {
            throw $this->failure;
        }
    }

    /** Returns whether there is something new. */
    private function perform(): bool
    {
        $hadHead = $this->head !== null;
        do {
            $code = curl_multi_exec($this->multi, $running);
        } while ($code === CURLM_CALL_MULTI_PERFORM);
        $this->wasSent = $this->wasSent || curl_getinfo($this->curl, CURLINFO_REQUEST_SIZE) > 0;
        $message = curl_multi_info_read($this->multi);
        if ($message !== false) {
            $this->finish($message['result']);
        } elseif ($code !== CURLM_OK) {
            $this->isDone = true;
            $this->failure = new TransportException((string) curl_multi_strerror($code));
        }
        return $this->isDone || $this->buffer !== '' || (!$hadHead && $this->head !== null);
    }

    private function finish(int $error): void
    {
        $this->isDone = true;
        if ($error !== CURLE_OK) {
            if (isset(self::PROBLEMS[$error])) {
                // The size of a request to a proxy counts, too.
                $this->wasSent = false;
            }
            $details = curl_error($this->curl) ?: (string) curl_strerror($error);
            $isConnectTimeout = $error === CURLE_OPERATION_TIMEDOUT && !$this->wasSent;
            $problem = self::PROBLEMS[$error] ?? ($isConnectTimeout ? self::PROBLEMS[CURLE_COULDNT_CONNECT] : '');
            $this->failure = new TransportException($details, $problem);
        } elseif ($this->head === null) {
            // curl does not report a response that ends in its headers as a failure.
            $this->failure = new TransportException('the response ended in its headers');
        }
    }

    private function addLine(string $line): int
    {
        if ($this->head !== null) {
            // Trailers (RFC 9112 §7.1.2) do not change what the head says.
            return strlen($line);
        }
        $this->headBytes += strlen($line);
        if ($this->headBytes > self::MAX_HEAD_BYTES) {
            return 0;
        }
        $text = rtrim($line, "\r\n");
        if (preg_match('#^HTTP/\S+ (\d{3})#', $text, $found) === 1) {
            // Interim responses such as "103 Early Hints" precede the final response (RFC 9110 §15.2).
            $this->status = (int) $found[1];
            $this->headers = [];
        } elseif ($text === '') {
            $this->completeHead();
        } elseif (strpbrk($text[0], " \t") !== false && $this->headers !== []) {
            // A folded line (RFC 9112 §5.2).
            $this->headers[count($this->headers) - 1][1] .= ' ' . trim($text);
        } elseif (str_contains($text, ':')) {
            [$name, $value] = explode(':', $text, 2);
            $this->headers[] = [strtolower(trim($name)), trim($value)];
        }
        return strlen($line);
    }

    private function completeHead(): void
    {
        if ($this->status < 200) {
            return;
        }
        $headers = [];
        foreach ($this->headers as [$name, $value]) {
            $headers[$name][] = $value;
        }
        $this->headers = [];
        $this->head = new ResponseHead($this->status, $headers);
    }

    private function addChunk(string $chunk): int
    {
        $this->buffer .= $chunk;
        return strlen($chunk);
    }

    public function mayHaveBeenSent(): bool
    {
        return $this->wasSent;
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
        return $this->isDone && $this->failure === null;
    }

    public function close(): void
    {
        if ($this->multi !== null && $this->curl !== null) {
            curl_multi_remove_handle($this->multi, $this->curl);
            curl_multi_close($this->multi);
            $this->multi = null;
            $this->curl = null;
        }
        if (!$this->isDone) {
            $this->isDone = true;
            $this->failure = new TransportException('the transfer was closed');
        }
        $this->buffer = '';
    }

    public function __destruct()
    {
        $this->close();
    }
}
