<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Operation;

/**
 * The root of the service: https, or plain http to this machine only, because the key goes there.
 *
 * @internal
 */
final readonly class BaseUrl
{
    private function __construct(public string $url, private Url $parsed)
    {
    }

    public static function parse(string $text): self
    {
        $url = Url::parse($text);
        $rule = self::brokenRule($text, $url);
        if ($rule !== null || $url === null) {
            $shown = Json::excerpt(preg_replace('#//[^/?\#]*@#', '//<redacted>@', $text));
            throw new InvalidArgumentException("baseUrl must be $rule, such as " . Operation::SERVER . ", but was $shown");
        }
        return new self(rtrim($text, '/'), $url);
    }

    private static function brokenRule(string $text, ?Url $url): ?string
    {
        if (preg_match('#^\w+://[^/?\#]*@#', $text) === 1) {
            return 'a URL without a user name or password';
        }
        if ($url === null) {
            return 'an https URL, or an http URL of this machine';
        }
        if ($url->scheme !== 'https' && !$url->isLoopback()) {
            return 'an https URL, or an http URL of this machine, because plain http shows the API key to the network';
        }
        if (strpbrk($url->target, '?#') !== false) {
            return 'a URL without a query or fragment';
        }
        foreach (Operation::cases() as $operation) {
            if (
                preg_match('#^/v\d+/#', $operation->path(), $version) === 1
                && str_ends_with(rtrim($url->target, '/') . '/', $version[0])
            ) {
                return "the server's root without the version, which the paths contain";
            }
        }
        return null;
    }

    public function isLoopback(): bool
    {
        return $this->parsed->isLoopback();
    }

    /**
     * Whether a video may be fetched from an address in a response of this server: over https, and from this machine
     * only if the server itself is on it, so that a response cannot reach local services.
     */
    public function mayLinkTo(Url $address): bool
    {
        return $address->isLoopback() ? $this->isLoopback() : $address->scheme === 'https';
    }
}
