<?php

declare(strict_types=1);

namespace Pixverse\Client\Http;

use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Internal\OneShotBody;
use Pixverse\Client\Internal\Psr18Exchange;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;

/**
 * Sends with a PSR-18 client. The body of a request can be read once, so that a middleware that sends it again fails
 * instead. PSR-18 has neither time limits nor cancellation: set the timeouts of the client to those of the call. If the
 * client reads the whole response before it returns, a video must fit into its buffer.
 */
final readonly class Psr18Transport implements Transport
{
    private SingleSendClient $client;

    /** @throws InvalidArgumentException when the client is not a {@see SingleSendClient} */
    public function __construct(ClientInterface $client, private RequestFactoryInterface $requests)
    {
        if (!$client instanceof SingleSendClient) {
            throw new InvalidArgumentException(
                'client must be a ' . SingleSendClient::class . ', because other clients may follow redirects or retry,'
                . ' which bills a second video, but was ' . get_debug_type($client)
            );
        }
        $this->client = $client;
    }

    public function start(HttpRequest $request): Exchange
    {
        $message = $this->requests->createRequest($request->method(), $request->url)->withProtocolVersion('1.1');
        foreach ($request->headers() as $name => $value) {
            $message = $message->withHeader($name, $value);
        }
        if ($request->method() === 'POST') {
            $message = $message
                ->withHeader('Content-Length', (string) $request->bodyLength())
                ->withBody(new OneShotBody($request));
        }
        return new Psr18Exchange($this->client, new \SensitiveParameterValue($message), $request);
    }
}
