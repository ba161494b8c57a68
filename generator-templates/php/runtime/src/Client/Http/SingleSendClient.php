<?php

declare(strict_types=1);

namespace Pixverse\Client\Http;

use Psr\Http\Client\ClientInterface;

/**
 * A PSR-18 client of which its author states that it sends each request once: it follows no redirects, has no retries and
 * no cache, and uses a fresh connection for each request. PSR-18 requires none of this, and nothing can detect it from the
 * outside, so {@see Psr18Transport} rejects other clients.
 */
interface SingleSendClient extends ClientInterface
{
}
