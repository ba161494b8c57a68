<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

use Pixverse\Client\Internal\Failure;

/** The account has reached its limit of requests (429). */
final class RateLimitedException extends PixverseException
{
    /** The seconds to wait before the next call, never negative; null if the service gave none. */
    public readonly ?float $retryAfter;

    /** @internal */
    public function __construct(Failure $failure)
    {
        parent::__construct($failure);
        $this->retryAfter = $failure->retryAfter;
    }
}
