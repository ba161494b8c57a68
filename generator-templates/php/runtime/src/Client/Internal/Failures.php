<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\ConnectionException;
use Pixverse\Client\Exception\PixverseException;
use Pixverse\Client\Exception\RateLimitedException;
use Pixverse\Client\Exception\ServerException;
use Pixverse\Client\Exception\TimeoutException;
use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Exception\UnexpectedResponseException;
use Pixverse\Client\Http\ResponseHead;

/**
 * Maps responses and failures of the transport to exceptions.
 *
 * @internal
 */
final readonly class Failures
{
    private const MAX_TEXT_BYTES = 64 << 10;
    private const MAX_TEXT_SECONDS = 10.0;

    public function __construct(private Call $call)
    {
    }

    /** No response came, or not all of its head. */
    public function withoutResponse(bool $mayHaveBeenSent, TransportException $e): PixverseException
    {
        $problem = $e->problem ?: ($mayHaveBeenSent ? 'no response came' : 'the request could not be sent');
        $failure = $this->failed($problem, $e)->with(billing: $mayHaveBeenSent ? Billing::UNKNOWN : Billing::NOT_SENT);
        return $mayHaveBeenSent && $e->isTimeout ? new TimeoutException($failure) : new ConnectionException($failure);
    }

    /** A successful response came, but not all of its body. */
    public function truncated(ResponseHead $head, string $reason, TransportException $e): PixverseException
    {
        $failure = $this->failed($reason, $e)->with(
            status: $head->status,
            requestId: $this->call->requestId($head),
            billing: $head->status === 200 ? Billing::BILLED : Billing::UNKNOWN,
        );
        return $e->isTimeout ? new TimeoutException($failure) : new ConnectionException($failure);
    }

    private function failed(string $reason, TransportException $e): Failure
    {
        $details = $this->call->redactor->redactLine($e->getMessage());
        $cause = $details === $e->getMessage() ? $e : new TransportException($details, $e->problem, $e->isTimeout);
        return new Failure($this->call->operation, "$reason ($details)", cause: $cause);
    }

    /** A response without a video. */
    public function fromResponse(ResponseHead $head, string $body, string $reason): Failure
    {
        return new Failure(
            $this->call->operation,
            $reason,
            status: $head->status,
            requestId: $this->call->requestId($head),
            body: $this->call->redactor->redact($body),
        );
    }

    /** The response of a status other than 2xx. */
    public function refusal(Body $body): PixverseException
    {
        $head = $body->head;
        $text = $this->text($body);
        $failure = $this->fromResponse($head, $text, ErrorBodyParser::reason($text, $this->call->redactor));
        $documented = $this->call->operation->refusals()[$head->status] ?? null;
        if ($documented === null) {
            // Nothing is known of the bill of an undocumented status.
            return $head->status >= 500 ? new ServerException($failure) : new UnexpectedResponseException($failure);
        }
        [$class, $billing] = $documented;
        $failure = $failure->with(billing: $billing);
        return $class === RateLimitedException::class
            ? new $class($failure->with(retryAfter: $this->retryAfter($head)))
            : new $class($failure);
    }

    private function retryAfter(ResponseHead $head): ?float
    {
        return RetryAfter::in($head, $this->call->operation->resetHeaders(), microtime(true));
    }

    /** The text of a response, however long, slow or broken it is: its status is known and must not be lost. */
    public function text(Body $body): string
    {
        $end = Call::now() + self::MAX_TEXT_SECONDS;
        $text = '';
        try {
            do {
                $chunk = $body->read(timeout: max(0.0, min($end - Call::now(), $this->call->timeout)));
                $text .= $chunk;
            } while ($chunk !== '' && strlen($text) < self::MAX_TEXT_BYTES);
        } catch (TransportException) {
            // Keeps what came.
        }
        return substr($text, 0, self::MAX_TEXT_BYTES);
    }
}
