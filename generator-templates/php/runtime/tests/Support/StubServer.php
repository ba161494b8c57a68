<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests\Support;

/** A raw server on loopback, in a process of its own. */
final class StubServer
{
    /** @var resource */
    private $process;
    public readonly string $url;
    private readonly string $log;

    /** @param list<list<array{0: string, 1: mixed, 2?: int}>> $connections what to send on each connection */
    public function __construct(array $connections)
    {
        $this->log = (string) tempnam(sys_get_temp_dir(), 'pixverse-stub');
        $command = [PHP_BINARY, __DIR__ . '/serve.php', $this->log];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('the server did not start');
        }
        $this->process = $process;
        fwrite($pipes[0], json_encode($connections, JSON_THROW_ON_ERROR));
        fclose($pipes[0]);
        $this->url = 'http://127.0.0.1:' . trim((string) fgets($pipes[1]));
    }

    /** A server for one whole response, then the end of the connection. */
    public static function responding(string ...$responses): self
    {
        return new self(array_map(fn (string $response): array => [self::send($response)], array_values($responses)));
    }

    /** @return array{string, string} */
    public static function send(string $bytes): array
    {
        return ['send', base64_encode($bytes)];
    }

    /** @param array<string, string|int> $headers */
    public static function response(int $status, array $headers, string $body, ?int $length = null): string
    {
        $head = "HTTP/1.1 $status Reason\r\nContent-Length: " . ($length ?? strlen($body)) . "\r\n";
        foreach ($headers as $name => $value) {
            $head .= "$name: $value\r\n";
        }
        return "$head\r\n$body";
    }

    /** @param array<string, string|int> $headers */
    public static function video(array $headers = []): string
    {
        return self::response(200, $headers + ['Content-Type' => 'video/mp4'], self::mp4());
    }

    /** The smallest file that has the boxes of a whole one. */
    public static function mp4(): string
    {
        return pack('N', 16) . 'ftypisom' . pack('N', 1) . pack('N', 12) . 'moov' . 'abcd' . pack('N', 108) . 'mdat'
            . str_repeat('v', 100);
    }

    /** @return list<string> */
    public function requests(): array
    {
        return array_map(json_decode(...), file($this->log, FILE_IGNORE_NEW_LINES) ?: []);
    }

    public function __destruct()
    {
        proc_terminate($this->process);
        proc_close($this->process);
        unlink($this->log);
    }
}
