<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Http\Exchange;
use Pixverse\Client\Http\ResponseHead;

/**
 * The body of a response, read in chunks.
 *
 * @internal
 */
final class Body
{
    private string $buffer = '';

    public function __construct(
        private readonly Call $call,
        private readonly Exchange $exchange,
        public readonly ResponseHead $head,
    ) {
    }

    /** Moves what has been received into the buffer. Returns whether so many bytes are there, or no more come. */
    public function prefetch(int $count): bool
    {
        $this->buffer .= $this->exchange->read();
        return strlen($this->buffer) >= $count || $this->exchange->isComplete();
    }

    /**
     * The first bytes, which stay in the body; fewer if it is shorter.
     *
     * @throws TransportException when the body breaks off before
     */
    public function peek(int $count): string
    {
        $this->await($count, $this->call->timeout, 0, null);
        return substr($this->buffer, 0, $count);
    }

    /**
     * The next bytes; empty at the end.
     *
     * @param int $received the bytes before, for the callback
     * @throws TransportException
     */
    public function read(int $received = 0, ?int $total = null, ?float $timeout = null): string
    {
        $this->call->checkCancelled($this->cancelledBilling(), $received, $total, $this->head);
        $this->await(1, $timeout ?? $this->call->timeout, $received, $total);
        $bytes = $this->buffer;
        $this->buffer = '';
        return $bytes;
    }

    /** @throws TransportException when nothing is received for so many seconds */
    private function await(int $count, float $timeout, int $received, ?int $total): void
    {
        $heardAt = Call::now();
        $length = strlen($this->buffer);
        while (!$this->prefetch($count)) {
            if (strlen($this->buffer) > $length) {
                $length = strlen($this->buffer);
                $heardAt = Call::now();
            }
            $this->call->checkCancelled($this->cancelledBilling(), $received + $length, $total, $this->head);
            $left = $heardAt + $timeout - Call::now();
            if ($left <= 0) {
                throw new TransportException("no data for $timeout s", isTimeout: true);
            }
            $this->call->wait($this->exchange, $left);
        }
    }

    private function cancelledBilling(): Billing
    {
        return $this->head->status === 200 ? Billing::BILLED : Billing::UNKNOWN;
    }

    public function close(): void
    {
        $this->buffer = '';
        $this->exchange->close();
    }
}
