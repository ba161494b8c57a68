<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\CancelledException;
use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Http\Exchange;
use Pixverse\Client\Http\ResponseHead;
use Pixverse\Client\Operation;
use Pixverse\Client\VideoMetadata;

/**
 * The time limits and the cancellation of one call.
 *
 * @internal
 */
final class Call
{
    /** How often the callback is called while nothing is received. */
    private const POLL_SECONDS = 0.1;
    private const MAX_WAIT_SECONDS = 1.0;

    /**
     * @param float $timeout the maximum seconds until the first byte of the body, and then without receiving data
     * @param (\Closure(int, ?int): mixed)|null $shouldCancel
     */
    public function __construct(
        public readonly Operation $operation,
        public readonly KeyRedactor $redactor,
        public readonly float $timeout,
        private readonly ?\Closure $shouldCancel,
    ) {
    }

    /**
     * @param Billing $billing what a cancellation would mean
     * @throws CancelledException
     */
    public function checkCancelled(Billing $billing, int $received = 0, ?int $total = null, ?ResponseHead $head = null): void
    {
        if ($this->shouldCancel !== null && ($this->shouldCancel)($received, $total) === true) {
            $failure = new Failure($this->operation, 'the call was cancelled', $billing);
            throw new CancelledException($head === null ? $failure : $failure->with(
                status: $head->status,
                requestId: $this->requestId($head),
            ));
        }
    }

    public function requestId(ResponseHead $head): ?string
    {
        return (new VideoMetadata($head, $this->redactor))->requestId;
    }

    /**
     * Waits for the head of the response and, if it has a 2xx status, for the first byte of its body.
     *
     * @throws TransportException
     */
    public function awaitBody(Exchange $exchange): Body
    {
        $sentAt = null;
        while (true) {
            $head = $exchange->head();
            $body = $head === null ? null : new Body($this, $exchange, $head);
            if ($body !== null && (!$body->head->isSuccessful() || $body->prefetch(1))) {
                return $body;
            }
            $wasSent = $exchange->mayHaveBeenSent();
            $sentAt ??= $wasSent ? self::now() : null;
            $billing = $head?->status === 200 ? Billing::BILLED : ($wasSent ? Billing::UNKNOWN : Billing::NOT_SENT);
            $this->checkCancelled($billing, head: $head);
            $left = $sentAt === null ? self::MAX_WAIT_SECONDS : $sentAt + $this->timeout - self::now();
            if ($left <= 0) {
                throw new TransportException("no data for $this->timeout s", isTimeout: true);
            }
            $this->wait($exchange, $left);
        }
    }

    /** Waits for something new, but not longer than the callback may be delayed. */
    public function wait(Exchange $exchange, float $left): void
    {
        $exchange->wait(min($left, $this->shouldCancel === null ? self::MAX_WAIT_SECONDS : self::POLL_SECONDS));
    }

    public static function now(): float
    {
        return hrtime(true) / 1e9;
    }
}
