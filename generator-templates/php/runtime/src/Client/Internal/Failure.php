<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Billing;
use Pixverse\Client\Operation;

/**
 * What is known about a failed call.
 *
 * @internal
 */
final readonly class Failure
{
    public function __construct(
        public ?Operation $operation,
        public string $reason,
        public Billing $billing = Billing::UNKNOWN,
        public int $status = 0,
        public ?string $requestId = null,
        public string $body = '',
        public ?float $retryAfter = null,
        public ?\Throwable $cause = null,
    ) {
    }

    public function with(mixed ...$changes): self
    {
        return new self(...array_merge(get_object_vars($this), $changes));
    }

    public function message(): string
    {
        return ($this->operation === null ? '' : "{$this->operation->value}: ")
            . ($this->status === 0 ? '' : "$this->status: ")
            . $this->reason
            . ($this->requestId === null ? '' : " (request id $this->requestId)")
            . " [{$this->billing->value}: {$this->billing->meaning()}]";
    }
}
