<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Exception\UnexpectedResponseException;
use Pixverse\Client\Http\Exchange;
use Pixverse\Client\Http\HttpRequest;
use Pixverse\Client\Http\ResponseHead;
use Pixverse\Client\Http\Transport;
use Pixverse\Client\Operation;
use Pixverse\Client\Video;
use Pixverse\Client\VideoMetadata;

/**
 * Tells videos from failures: by status, then by media type, then by the first bytes.
 *
 * @internal
 */
final readonly class ResponseHandler
{
    private const FIRST_BYTES = 32;
    private const MAX_DOWNLOAD_ATTEMPTS = 5;

    private Failures $failures;

    public function __construct(
        private Call $call,
        private Transport $transport,
        private BaseUrl $server,
        private float $connectTimeout,
    ) {
        $this->failures = new Failures($call);
    }

    public function send(HttpRequest $request): Video
    {
        try {
            $exchange = $this->transport->start($request);
        } catch (TransportException $e) {
            throw $this->failures->withoutResponse(false, $e);
        }
        try {
            return $this->video($exchange);
        } catch (\Throwable $e) {
            // The trace refers to the exchange as long as the exception exists.
            $exchange->close();
            throw $e;
        }
    }

    private function video(Exchange $exchange): Video
    {
        try {
            $body = $this->call->awaitBody($exchange);
            $head = $body->head;
            if (!$head->isSuccessful()) {
                throw $this->failures->refusal($body);
            }
            $problem = self::framingProblem($head);
            if ($problem !== null) {
                throw new UnexpectedResponseException(
                    $this->notAVideo($head, '', $this->call->redactor->redactLine($problem))
                        ->with(billing: self::isAnnouncedVideo($head) ? Billing::BILLED : Billing::UNKNOWN)
                );
            }
            $isVideo = self::isVideo($body);
        } catch (TransportException $e) {
            $head = $exchange->head();
            throw $head === null
                ? $this->failures->withoutResponse($exchange->mayHaveBeenSent(), $e)
                : $this->failures->truncated($head, 'the response broke off at its start', $e);
        }
        return $isVideo ? $this->asVideo($head, $body) : $this->linkedVideo($body);
    }

    private function asVideo(ResponseHead $head, Body $body): Video
    {
        return new Video($this->call, $this->failures, new VideoMetadata($head, $this->call->redactor), $head, $body);
    }

    private function notAVideo(ResponseHead $head, string $text, string $actual): Failure
    {
        return $this->failures->fromResponse($head, $text, "the response must be a video, but was $actual");
    }

    /** Why the body of a successful response is not a whole video as it is; null if nothing says so. */
    private static function framingProblem(ResponseHead $head): ?string
    {
        if ($head->status === 206) {
            return 'a part of a video (206), although no part was requested';
        }
        foreach ($head->values('Transfer-Encoding') as $encoding) {
            if (strcasecmp($encoding, 'chunked') !== 0) {
                return "a body whose transfer encoding is $encoding, which cannot be decoded";
            }
        }
        $lengths = array_values(array_unique($head->values('Content-Length')));
        if (count($lengths) > 1) {
            return 'a body of contradictory lengths [' . implode(', ', $lengths) . ']';
        }
        if ($lengths !== [] && preg_match('/^\d{1,18}$/D', $lengths[0]) !== 1) {
            return "a body of the length $lengths[0]";
        }
        foreach ($head->values('Content-Encoding') as $encoding) {
            if (strcasecmp($encoding, 'identity') !== 0) {
                return "a body whose content encoding is $encoding, which cannot be decoded";
            }
        }
        return null;
    }

    private static function isAnnouncedVideo(ResponseHead $head): bool
    {
        return str_starts_with($head->mediaType(), 'video/');
    }

    /** Evaluates a body that breaks off by its first bytes, unless it was announced as a video. */
    private static function isVideo(Body $body): bool
    {
        if (self::isAnnouncedVideo($body->head)) {
            return $body->peek(1) !== '';
        }
        try {
            return Mp4BoxTracker::isMp4($body->peek(8));
        } catch (TransportException) {
            return false;
        }
    }

    private function linkedVideo(Body $body): Video
    {
        $head = $body->head;
        $text = $this->failures->text($body);
        $body->close();
        if (!str_ends_with($head->mediaType(), 'json')) {
            throw new UnexpectedResponseException($this->notAVideo($head, $text, $this->describe($head, $text)));
        }
        $reason = ErrorBodyParser::reason($text, $this->call->redactor);
        $failure = $this->notAVideo($head, $text, "JSON: $reason");
        $address = ErrorBodyParser::videoAddress($text);
        $url = $address === null ? null : Url::parse($address);
        if ($address === null || $url === null || !$this->server->mayLinkTo($url)) {
            throw new UnexpectedResponseException($failure);
        }
        return $this->download($url, $head, $failure->with(
            billing: Billing::BILLED,
            reason: 'the video is finished at ' . $this->call->redactor->redactLine($address)
                . ', but could not be downloaded',
        ));
    }

    /**
     * Requests may be repeated here: the video is made and billed. Only redirects to safe addresses are followed.
     *
     * @param Failure $failure to report if no attempt succeeds
     */
    private function download(Url $address, ResponseHead $head, Failure $failure): Video
    {
        $cause = '';
        for ($i = 0; $i < self::MAX_DOWNLOAD_ATTEMPTS; $i++) {
            $exchange = null;
            $body = null;
            $isVideo = false;
            try {
                $exchange = $this->transport->start($this->downloadRequest($address));
                $body = $this->call->awaitBody($exchange);
                $isVideo = $body->head->isSuccessful()
                    && self::framingProblem($body->head) === null
                    && self::isVideo($body);
                $cause = "status {$body->head->status} without a whole video";
            } catch (TransportException $e) {
                $cause = $e->getMessage();
            } finally {
                if (!$isVideo) {
                    $exchange?->close();
                }
            }
            if ($isVideo) {
                return $this->asVideo($head, $body);
            }
            if ($body !== null) {
                $address = $this->redirect($address, $body->head) ?? $address;
            }
        }
        $details = $this->call->redactor->redactLine($cause);
        throw new UnexpectedResponseException($failure->with(reason: "$failure->reason ($details)"));
    }

    private function downloadRequest(Url $address): HttpRequest
    {
        return new HttpRequest(
            (string) $address,
            ['User-Agent' => Operation::USER_AGENT, 'Accept-Encoding' => 'identity'],
            keyHeader: null,
            apiKey: null,
            body: null,
            connectTimeout: $this->connectTimeout,
            timeout: $this->call->timeout,
            isDirect: $address->isLoopback(),
        );
    }

    private function redirect(Url $from, ResponseHead $head): ?Url
    {
        $location = intdiv($head->status, 100) === 3 ? $head->value('Location') : null;
        $to = $location === null ? null : $from->resolve($location);
        return $to !== null && $this->server->mayLinkTo($to) ? $to : null;
    }

    /** Redacted as a whole and cut afterwards, so that no part of the key is left at the cut. */
    private function describe(ResponseHead $head, string $text): string
    {
        $type = $this->call->redactor->redactLine($head->value('Content-Type') ?? '') ?: 'bytes without a media type';
        if ($text === '') {
            return "$type, empty";
        }
        $first = substr($text, 0, self::FIRST_BYTES);
        if (preg_match('/^[ -~\r\n\t]*$/D', $first) !== 1) {
            return "$type, starting with bytes " . bin2hex($first);
        }
        $start = trim(Text::start($this->call->redactor->redact($text), self::FIRST_BYTES));
        return "$type, starting with \"$start\"";
    }
}
