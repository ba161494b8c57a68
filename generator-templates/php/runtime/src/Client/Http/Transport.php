<?php

declare(strict_types=1);

namespace Pixverse\Client\Http;

/**
 * Sends requests. Each request with a body is paid: an implementation must send it at most once, on a connection of its
 * own, over HTTP/1.1, and must neither follow redirects nor send the API key to another host.
 */
interface Transport
{
    /** Starts to send; does not wait for the response. */
    public function start(HttpRequest $request): Exchange;
}
