<?php

declare(strict_types=1);

namespace Pixverse\Client\Http;

use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Internal\CurlExchange;

/** The default transport: ext-curl, with a connection of its own for each request. */
final readonly class CurlTransport implements Transport
{
    /** The curl options for the connection and TLS. Others could resend the request or send the key to another host. */
    private const ALLOWED = [
        'CURLOPT_CAINFO',
        'CURLOPT_CAPATH',
        'CURLOPT_INTERFACE',
        'CURLOPT_IPRESOLVE',
        'CURLOPT_KEYPASSWD',
        'CURLOPT_NOPROXY',
        'CURLOPT_PINNEDPUBLICKEY',
        'CURLOPT_PROXY',
        'CURLOPT_PROXYAUTH',
        'CURLOPT_PROXYPORT',
        'CURLOPT_PROXYTYPE',
        'CURLOPT_PROXYUSERPWD',
        'CURLOPT_PROXY_CAINFO',
        'CURLOPT_RESOLVE',
        'CURLOPT_SSLCERT',
        'CURLOPT_SSLKEY',
        'CURLOPT_SSLVERSION',
    ];

    private \SensitiveParameterValue $options;

    /**
     * @param array<int, mixed> $options settings for a proxy or certificates, as for curl_setopt_array; by default the proxy
     *     is that of the environment
     * @throws InvalidArgumentException when an option is not allowed or invalid
     */
    public function __construct(#[\SensitiveParameter] array $options = [])
    {
        foreach (array_diff(array_keys($options), array_map('constant', self::ALLOWED)) as $option) {
            throw new InvalidArgumentException(
                'curl options must be from ' . implode(', ', self::ALLOWED) . ", but was $option"
            );
        }
        if (!self::trySet(curl_init(), new \SensitiveParameterValue($options))) {
            throw new InvalidArgumentException('a curl option has an invalid value (not shown here)');
        }
        $this->options = new \SensitiveParameterValue($options);
    }

    public function start(HttpRequest $request): Exchange
    {
        $curl = curl_init();
        $headers = [
            // With Expect, curl resends the request after a 417.
            'Expect:',
        ];
        foreach ($request->headers() as $name => $value) {
            $headers[] = "$name: $value";
        }
        $options = [
            CURLOPT_URL => $request->url,
            CURLOPT_HTTPHEADER => $headers,
            // Hides the key from the proxy when the connection through it is encrypted.
            CURLOPT_HEADEROPT => CURLHEADER_SEPARATE,
            CURLOPT_SUPPRESS_CONNECT_HEADERS => true,
            // curl would forward the key to any redirect target.
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            // If a pooled connection fails, it is unknown whether the request arrived, and curl resends it.
            CURLOPT_FRESH_CONNECT => true,
            CURLOPT_FORBID_REUSE => true,
            // curl resends requests that HTTP/2 refuses.
            CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
            CURLOPT_CONNECTTIMEOUT_MS => self::milliseconds(min($request->connectTimeout, $request->timeout)),
            // Signals of the system's resolver would end the process.
            CURLOPT_NOSIGNAL => true,
        ];
        $body = $request->takeBody();
        if ($body !== null) {
            $options[CURLOPT_POSTFIELDS] = $body;
        }
        if ($request->isDirect) {
            $options[CURLOPT_PROXY] = '';
        }
        if (!self::trySet($curl, $this->options) || !self::trySet($curl, new \SensitiveParameterValue($options))) {
            throw new TransportException('curl rejected an option', 'the request could not be sent');
        }
        return new CurlExchange($curl);
    }

    /** Hides the values, which contain the key, from the traces of what curl throws and from error handlers. */
    private static function trySet(\CurlHandle $curl, \SensitiveParameterValue $options): bool
    {
        try {
            return @curl_setopt_array($curl, $options->getValue());
        } catch (\Throwable) {
            return false;
        }
    }

    private static function milliseconds(float $seconds): int
    {
        return (int) ceil(1000 * $seconds);
    }
}
