<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * An absolute http or https URL without a user name. Stricter than RFC 3986, so that no HTTP library finds another host
 * in it.
 *
 * @internal
 */
final readonly class Url
{
    private const OCTET = '(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)';

    /** @param string $target path, query and fragment */
    private function __construct(
        public string $scheme,
        public string $host,
        private string $port,
        public string $target,
    ) {
    }

    public static function parse(string $text): ?self
    {
        $parts = '~^(https?)://([a-z\d](?:[\w.-]*[a-z\d.])?|\[[\da-f:.]+])(:\d{1,5})?([/?\#][!-\~]*)?$~Di';
        if (preg_match($parts, $text, $found) !== 1) {
            return null;
        }
        $host = strtolower($found[2]);
        // Resolvers read 127.1, 0x7f000001 and 2130706433 as addresses of this machine.
        $isNumeric = preg_match('~^(?:0x[\da-f]*|\d+)(?:\.(?:0x[\da-f]*|\d*))*$~D', $host) === 1;
        if ($isNumeric && preg_match('~^' . self::OCTET . '(?:\.' . self::OCTET . '){3}$~D', $host) !== 1) {
            return null;
        }
        if ($host[0] === '[') {
            $binary = @inet_pton(trim($host, '[]'));
            if ($binary === false) {
                return null;
            }
            // One spelling for each address: 0:0:0:0:0:0:0:1 is ::1.
            $host = '[' . inet_ntop($binary) . ']';
        }
        return new self(strtolower($found[1]), $host, $found[3] ?? '', $found[4] ?? '');
    }

    /** The target of a redirect; null if it is not an http or https URL. */
    public function resolve(string $location): ?self
    {
        $origin = "$this->scheme://$this->host$this->port";
        return match (true) {
            preg_match('~^[a-z][a-z\d+.-]*:~i', $location) === 1 => self::parse($location),
            str_starts_with($location, '//') => self::parse("$this->scheme:$location"),
            str_starts_with($location, '/') => self::parse($origin . $location),
            default => self::parse($origin . $this->folder() . $location),
        };
    }

    /** The path up to its last slash. */
    private function folder(): string
    {
        $path = substr($this->target, 0, strcspn($this->target, '?#'));
        return substr($path, 0, (int) strrpos($path, '/')) . '/';
    }

    public function isLoopback(): bool
    {
        $octet = self::OCTET;
        return preg_match(
            "~^(?:(?:.+\\.)?localhost\\.?|0\\.0\\.0\\.0|127(?:\\.$octet){3}|\\[::1?]"
            . "|\\[::ffff:127(?:\\.$octet){3}])$~D",
            $this->host
        ) === 1;
    }

    public function __toString(): string
    {
        return "$this->scheme://$this->host$this->port$this->target";
    }
}
