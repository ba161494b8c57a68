<?php

declare(strict_types=1);

namespace Pixverse\Client\Http;

/** Status and headers of a response. */
final readonly class ResponseHead
{
    /** Hidden from var_dump, because the service may quote the key. */
    private \SensitiveParameterValue $headers;

    /** @param array<string, list<string>> $headers the values by name in lower case */
    public function __construct(public int $status, #[\SensitiveParameter] array $headers)
    {
        $this->headers = new \SensitiveParameterValue($headers);
    }

    public function isSuccessful(): bool
    {
        return intdiv($this->status, 100) === 2;
    }

    /** @return list<string> */
    public function values(string $name): array
    {
        return $this->headers()[strtolower($name)] ?? [];
    }

    /** The last value. */
    public function value(string $name): ?string
    {
        $values = $this->values($name);
        return $values === [] ? null : $values[count($values) - 1];
    }

    /** @return array<string, list<string>> */
    public function headers(): array
    {
        return $this->headers->getValue();
    }

    /** Such as "video/mp4", in lower case and without parameters; empty if there is none. */
    public function mediaType(): string
    {
        return strtolower(trim(explode(';', $this->value('Content-Type') ?? '')[0]));
    }

    /** The number of bytes that the body must have; null if it was not announced. */
    public function contentLength(): ?int
    {
        $length = trim($this->value('Content-Length') ?? '');
        // A transfer encoding overrides the length (RFC 9112 §6.3).
        return $this->values('Transfer-Encoding') === [] && preg_match('/^\d{1,18}$/D', $length) === 1
            ? (int) $length
            : null;
    }
}
