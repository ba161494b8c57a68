<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests;

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\BadRequestException;
use Pixverse\Client\Exception\CancelledException;
use Pixverse\Client\Exception\ConnectionException;
use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Exception\InvalidRequestException;
use Pixverse\Client\Exception\PixverseException;
use Pixverse\Client\Exception\PixverseThrowable;
use Pixverse\Client\Exception\RateLimitedException;
use Pixverse\Client\Exception\ServerException;
use Pixverse\Client\Exception\TimeoutException;
use Pixverse\Client\Exception\TransportException;
use Pixverse\Client\Exception\UnexpectedResponseException;
use Pixverse\Client\Http\CurlTransport;
use Pixverse\Client\Http\Exchange;
use Pixverse\Client\Http\ResponseHead;
use Pixverse\Client\Http\Transport;
use Pixverse\Client\PixverseApi;
use Pixverse\Client\TextToVideoRequest;
use Pixverse\Client\Tests\Support\ClientTestCase;
use Pixverse\Client\Tests\Support\StubServer;

final class CallTest extends ClientTestCase
{
    public function testRequestThatBreaksRulesIsNotSent(): void
    {
        $server = StubServer::responding(StubServer::video());
        $request = new TextToVideoRequest(prompt: ' ', seed: 0);

        $e = self::failure(InvalidRequestException::class, fn () => self::client($server)->textToVideo($request));

        self::assertSame(
            "textToVideo: the request breaks the rules of the document:\n"
            . "  prompt must be text with at least one character other than space, tab and line break, but was \" \"\n"
            . "  seed must be a whole number from 1 to 99999, but was 0\n"
            . '  [NOT_SENT: the request was not sent, nothing is billed]',
            $e->getMessage()
        );
        self::assertCount(2, $e->violations);
        self::assertSame([], $server->requests());
    }

    public function testRequestThatIsNoJsonIsNotSentWithoutValidation(): void
    {
        $server = StubServer::responding(StubServer::video());
        $pixverse = new PixverseApi(self::KEY, $server->url, validateRequests: false);

        $e = self::failure(
            InvalidRequestException::class,
            fn () => $pixverse->textToVideo(new TextToVideoRequest(prompt: "\xff"))
        );

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertSame([], $server->requests());
    }

    /** @return iterable<int, array{int, class-string<PixverseException>, Billing}> */
    public static function statuses(): iterable
    {
        yield 307 => [307, UnexpectedResponseException::class, Billing::UNKNOWN];
        yield 303 => [303, UnexpectedResponseException::class, Billing::UNKNOWN];
        yield 400 => [400, BadRequestException::class, Billing::NOT_BILLED];
        yield 408 => [408, UnexpectedResponseException::class, Billing::UNKNOWN];
        yield 417 => [417, UnexpectedResponseException::class, Billing::UNKNOWN];
        yield 421 => [421, UnexpectedResponseException::class, Billing::UNKNOWN];
        yield 500 => [500, ServerException::class, Billing::NOT_BILLED];
        yield 503 => [503, ServerException::class, Billing::UNKNOWN];
    }

    /**
     * @dataProvider statuses
     * @param class-string<PixverseException> $class
     */
    public function testRefusalIsSentOnceAndNamesItsBilling(int $status, string $class, Billing $billing): void
    {
        $other = StubServer::responding(StubServer::video());
        $headers = ['Location' => "$other->url/elsewhere", 'Retry-After' => 0, 'x-request-id' => 'request-1'];
        $server = StubServer::responding(StubServer::response($status, $headers, '{"error":"No."}'));

        $e = self::failure($class, fn () => self::client($server)->textToVideo(self::request()));

        self::assertSame($billing, $e->billing);
        self::assertSame($status, $e->status);
        self::assertSame('request-1', $e->requestId);
        self::assertSame(
            "textToVideo: $status: No. (request id request-1) [{$billing->value}: {$billing->meaning()}]",
            $e->getMessage()
        );
        self::assertSame('{"error":"No."}', $e->body);
        self::assertCount(1, $server->requests());
        self::assertSame([], $other->requests());
    }

    public function testRateLimitTellsWhenToRetry(): void
    {
        $server = StubServer::responding(StubServer::response(429, ['Retry-After' => 7], ''));

        $e = self::failure(RateLimitedException::class, fn () => self::client($server)->textToVideo(self::request()));

        self::assertSame(7.0, $e->retryAfter);
        self::assertStringContainsString('(the response has no text)', $e->getMessage());
    }

    public function testRefusalThatIsCutOffKeepsStatusAndRequestId(): void
    {
        $server = StubServer::responding(StubServer::response(400, ['x-request-id' => 'r'], '{"error":"N', length: 100));

        $e = self::failure(BadRequestException::class, fn () => self::client($server)->textToVideo(self::request()));

        self::assertSame('r', $e->requestId);
        self::assertSame('{"error":"N', $e->body);
    }

    public function testRefusalThatIsSilentKeepsItsStatus(): void
    {
        $response = StubServer::response(400, [], 'No.', length: 100);
        $server = new StubServer([[StubServer::send($response), ['sleep', 20]]]);

        $e = self::failure(BadRequestException::class, fn () => self::client($server, 0.5)->textToVideo(self::request()));

        self::assertSame('No.', $e->body);
    }

    public function testRefusalIsReadToALimit(): void
    {
        $server = new StubServer([[
            StubServer::send("HTTP/1.1 400 No\r\n\r\n"),
            ['repeat', base64_encode(str_repeat('x', 1 << 20)), 1000],
        ]]);

        $e = self::failure(BadRequestException::class, fn () => self::client($server)->textToVideo(self::request()));

        self::assertSame(64 << 10, strlen($e->body));
        self::assertLessThan(1000, strlen($e->getMessage()));
    }

    /** @return iterable<string, array{string}> */
    public static function brokenHeads(): iterable
    {
        yield 'nothing' => [''];
        yield 'no HTTP' => ["SSH-2.0-OpenSSH\r\n"];
        yield 'half a head' => ["HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n"];
        yield 'an endless head' => ["HTTP/1.1 200 OK\r\n" . str_repeat('x: ' . str_repeat('y', 1000) . "\r\n", 300)];
        yield 'an interim response only' => ["HTTP/1.1 103 Early Hints\r\n\r\n"];
    }

    /** @dataProvider brokenHeads */
    public function testHeadThatIsIncompleteLeavesTheBillUnknown(string $response): void
    {
        $server = StubServer::responding($response);

        $e = self::failure(ConnectionException::class, fn () => self::client($server)->textToVideo(self::request()));

        self::assertSame(Billing::UNKNOWN, $e->billing);
        self::assertSame(0, $e->status);
        self::assertCount(1, $server->requests());
    }

    public function testInterimResponsesAndTrailersAreIgnored(): void
    {
        $server = StubServer::responding("HTTP/1.1 103 Early Hints\r\nx-request-id: early\r\n\r\nHTTP/1.1 200 OK\r\n"
            . "Content-Type: video/mp4\r\nx-request-id: final\r\nTransfer-Encoding: chunked\r\n\r\n"
            . dechex(strlen(StubServer::mp4())) . "\r\n" . StubServer::mp4() . "\r\n0\r\nx-request-id: trailer\r\n\r\n");

        $video = self::client($server)->textToVideo(self::request());

        self::assertSame(StubServer::mp4(), $video->bytes());
        self::assertSame('final', $video->metadata->requestId);
    }

    public function testConnectionThatIsRefusedIsNotSent(): void
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $address = stream_socket_get_name($socket, false);
        fclose($socket);

        $pixverse = new PixverseApi(self::KEY, "http://$address");
        $e = self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertStringStartsWith('textToVideo: no connection could be made (', $e->getMessage());
    }

    public function testHostThatIsUnknownIsNotSent(): void
    {
        $pixverse = new PixverseApi(self::KEY, 'https://pixverse.invalid');

        $e = self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertStringStartsWith('textToVideo: the host is not known (', $e->getMessage());
    }

    public function testServerWithoutTlsIsNotSent(): void
    {
        $server = StubServer::responding('HTTP/1.1 400 No');
        $pixverse = new PixverseApi(self::KEY, str_replace('http:', 'https:', $server->url));

        $e = self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertStringStartsWith('textToVideo: no secure connection could be made (', $e->getMessage());
    }

    public function testHeadersThatTrickleDoNotExtendTheTimeout(): void
    {
        $steps = [StubServer::send("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n")];
        for ($i = 0; $i < 30; $i++) {
            array_push($steps, ['sleep', 0.1], StubServer::send("x-header: $i\r\n"));
        }
        $server = new StubServer([$steps]);
        $began = microtime(true);

        $e = self::failure(TimeoutException::class, fn () => self::client($server, 0.5)->textToVideo(self::request()));

        self::assertEqualsWithDelta(0.5, microtime(true) - $began, 0.4);
        self::assertSame(Billing::UNKNOWN, $e->billing);
        self::assertStringStartsWith('textToVideo: no response came (no data for 0.5 s) [UNKNOWN: ', $e->getMessage());
    }

    public function testHeadWithoutBodyTimesOutAsBilled(): void
    {
        $head = StubServer::response(200, ['Content-Type' => 'video/mp4', 'x-request-id' => 'r'], '', length: 100);
        $server = new StubServer([[StubServer::send($head), ['sleep', 20]]]);

        $e = self::failure(TimeoutException::class, fn () => self::client($server, 0.5)->textToVideo(self::request()));

        self::assertSame([Billing::BILLED, 200, 'r'], [$e->billing, $e->status, $e->requestId]);
    }

    public function testTimeoutCountsSilenceOnceTheBodyBegins(): void
    {
        $steps = [StubServer::send(StubServer::response(200, ['Content-Type' => 'video/mp4'], 'v', length: 11))];
        for ($i = 0; $i < 10; $i++) {
            array_push($steps, ['sleep', 0.1], StubServer::send('v'));
        }
        $server = new StubServer([$steps]);

        self::assertSame(str_repeat('v', 11), self::client($server, 0.6)->textToVideo(self::request())->bytes());
    }

    public function testCancellationBeforeSendingIsNotSent(): void
    {
        $server = StubServer::responding(StubServer::video());

        $e = self::failure(
            CancelledException::class,
            fn () => self::client($server)->textToVideo(self::request(), shouldCancel: fn (): bool => true)
        );

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertSame([], $server->requests());
    }

    public function testCancellationWhileWaitingLeavesTheBillUnknown(): void
    {
        $server = new StubServer([[['sleep', 20]]]);
        $end = microtime(true) + 0.5;
        $shouldCancel = fn (): bool => microtime(true) >= $end;

        $e = self::failure(
            CancelledException::class,
            fn () => self::client($server)->textToVideo(self::request(), shouldCancel: $shouldCancel)
        );

        self::assertLessThan(0.5, microtime(true) - $end);
        self::assertSame(Billing::UNKNOWN, $e->billing);
    }

    public function testCancellationOfATransferIsBilledAndLeavesNoFile(): void
    {
        $response = StubServer::response(200, ['Content-Type' => 'video/mp4'], 'vvv', length: 9);
        $server = new StubServer([[StubServer::send($response), ['sleep', 20]]]);
        $shouldCancel = fn (int $received, ?int $total): bool => $received === 3 && $total === 9;

        $e = self::failure(CancelledException::class, fn () => self::client($server)->textToVideo(
            self::request(),
            saveTo: "$this->folder/boat.mp4",
            shouldCancel: $shouldCancel
        ));

        self::assertSame([Billing::BILLED, 200], [$e->billing, $e->status]);
        self::assertSame(['.', '..'], scandir($this->folder));
    }

    public function testCancellationOfATransferThatNeverWaits(): void
    {
        $exchange = $this->createStub(Exchange::class);
        $exchange->method('head')->willReturn(new ResponseHead(200, ['content-type' => ['video/mp4']]));
        $exchange->method('read')->willReturn(str_repeat('v', 1000));
        $exchange->method('mayHaveBeenSent')->willReturn(true);
        $transport = $this->createStub(Transport::class);
        $transport->method('start')->willReturn($exchange);
        $pixverse = new PixverseApi(self::KEY, transport: $transport);
        $shouldCancel = fn (int $received): bool => $received >= 5000 && ($received < 100_000 || throw new \Error('late'));
        $video = $pixverse->textToVideo(self::request(), shouldCancel: $shouldCancel);

        $e = self::failure(CancelledException::class, fn () => $video->saveTo("$this->folder/boat.mp4"));

        self::assertSame(Billing::BILLED, $e->billing);
        self::assertSame(['.', '..'], scandir($this->folder));
    }

    public function testExceptionOfTheCallbackEndsTheCallUnchanged(): void
    {
        $server = new StubServer([[['sleep', 20]]]);
        $stop = new \DomainException('stop');
        $calls = 0;

        try {
            self::client($server)->textToVideo(self::request(), shouldCancel: function () use ($stop, &$calls): bool {
                return ++$calls === 3 ? throw $stop : false;
            });
            self::fail('nothing was thrown');
        } catch (\DomainException $e) {
            self::assertSame($stop, $e);
        }
    }

    public function testLongRequestIsSentAtOnceAndOnce(): void
    {
        $server = StubServer::responding(StubServer::response(417, [], ''), StubServer::video());
        $request = new TextToVideoRequest(prompt: str_repeat('boat ', 1 << 19));

        self::failure(UnexpectedResponseException::class, fn () => self::client($server)->textToVideo($request));

        self::assertCount(1, $server->requests());
        self::assertStringNotContainsString("\r\nExpect:", $server->requests()[0]);
        self::assertGreaterThan(5 << 19, strlen($server->requests()[0]));
    }

    public function testConnectionIsClosedWhileTheExceptionExists(): void
    {
        $exchange = $this->createMock(Exchange::class);
        $exchange->expects(self::once())->method('close');
        $exchange->method('wait')->willThrowException(new TransportException('broken'));
        $exchange->method('mayHaveBeenSent')->willReturn(true);
        $transport = $this->createStub(Transport::class);
        $transport->method('start')->willReturn($exchange);

        $pixverse = new PixverseApi(self::KEY, transport: $transport);
        self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));
    }

    public function testTransportThatCannotStartIsNotSent(): void
    {
        $transport = $this->createStub(Transport::class);
        $transport->method('start')->willThrowException(new TransportException('no socket'));
        $pixverse = new PixverseApi(self::KEY, transport: $transport);

        $e = self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertStringContainsString('the request could not be sent (no socket)', $e->getMessage());
    }

    /** @return iterable<string, array{string, string}> */
    public static function badBaseUrls(): iterable
    {
        yield 'plain http' => ['http://example.com', 'https URL, or an http URL of this machine, because'];
        yield 'a name that begins like this machine' => ['http://127.0.0.1.example.com', 'an http URL of this machine'];
        yield 'another spelling of an address' => ['http://2130706433', 'an http URL of this machine'];
        yield 'a password' => ['https://me:secret@example.com', 'a URL without a user name or password'];
        yield 'a query' => ['https://example.com/?a=b', 'a URL without a query or fragment'];
        yield 'a version' => ['https://example.com/v1/', "the server's root without the version"];
        yield 'a line break' => ["https://example.com\n", 'an https URL'];
        yield 'nothing' => ['', 'an https URL'];
    }

    /** @dataProvider badBaseUrls */
    public function testBaseUrlThatMayLeakTheKeyIsRejected(string $url, string $rule): void
    {
        try {
            new PixverseApi(self::KEY, $url);
            self::fail('nothing was thrown');
        } catch (InvalidArgumentException $e) {
            self::assertStringContainsString($rule, $e->getMessage());
            self::assertStringNotContainsString('secret@', $e->getMessage());
        }
    }

    /** @return iterable<string, array{callable(): mixed}> */
    public static function badOptions(): iterable
    {
        yield 'an empty key' => [fn () => new PixverseApi(' ')];
        yield 'a key with a line break' => [fn () => new PixverseApi("a\r\nx-other: b")];
        yield 'a key with an umlaut' => [fn () => new PixverseApi("schl\u{fc}ssel")];
        yield 'no time' => [fn () => new PixverseApi('key', timeout: 0.0)];
        yield 'no number of seconds' => [fn () => new PixverseApi('key', timeout: NAN)];
        yield 'redirects' => [fn () => new CurlTransport([CURLOPT_FOLLOWLOCATION => true])];
        yield 'a bad value' => [fn () => new CurlTransport([CURLOPT_SSLVERSION => 99])];
    }

    /**
     * @dataProvider badOptions
     * @param callable(): mixed $create
     */
    public function testInvalidOptionsAreRejected(callable $create): void
    {
        $this->expectException(PixverseThrowable::class);
        $this->expectException(InvalidArgumentException::class);

        $create();
    }

    public function testProxyOfTheEnvironmentIsNotUsedForThisMachine(): void
    {
        $server = StubServer::responding(StubServer::video());
        $proxy = StubServer::responding(StubServer::video());
        putenv("http_proxy=$proxy->url");
        try {
            $transport = new CurlTransport([CURLOPT_PROXY => $proxy->url]);
            self::client($server, transport: $transport)->textToVideo(self::request());
            self::client(StubServer::responding(StubServer::video()))->textToVideo(self::request());
        } finally {
            putenv('http_proxy');
        }

        self::assertCount(1, $server->requests());
        self::assertSame([], $proxy->requests());
    }

    public function testRequestHasTheHeadersAndTheFields(): void
    {
        $server = StubServer::responding(StubServer::video());

        self::client($server)->textToVideo(self::request());

        [$head, $body] = explode("\r\n\r\n", $server->requests()[0]);
        self::assertStringStartsWith("POST /v1/pixverse-text2video HTTP/1.1\r\n", $head);
        self::assertStringContainsString("\r\nx-api-key: " . self::KEY . "\r\n", "$head\r\n");
        self::assertSame('A paper boat', json_decode($body)->prompt);
    }
}
