<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests;

use GuzzleHttp\Client;
use GuzzleHttp\HandlerStack;
use GuzzleHttp\Middleware;
use GuzzleHttp\Psr7\HttpFactory;
use Pixverse\Client\Billing;
use Pixverse\Client\Exception\BadRequestException;
use Pixverse\Client\Exception\ConnectionException;
use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Exception\ServerException;
use Pixverse\Client\Http\Psr18Transport;
use Pixverse\Client\Http\SingleSendClient;
use Pixverse\Client\Tests\Support\ClientTestCase;
use Pixverse\Client\Tests\Support\StubServer;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

final class Psr18TransportTest extends ClientTestCase
{
    public static function setUpBeforeClass(): void
    {
        if (!class_exists(Client::class)) {
            self::markTestSkipped('Guzzle is not installed');
        }
    }

    private static function transport(ClientInterface $client): Psr18Transport
    {
        $single = new class ($client) implements SingleSendClient {
            public function __construct(private readonly ClientInterface $client)
            {
            }

            public function sendRequest(RequestInterface $request): ResponseInterface
            {
                return $this->client->sendRequest($request);
            }
        };
        return new Psr18Transport($single, new HttpFactory());
    }

    public function testClientThatMaySendTwiceIsRejectedByName(): void
    {
        $this->expectException(InvalidArgumentException::class);
        $this->expectExceptionMessage('which bills a second video, but was GuzzleHttp\Client');

        new Psr18Transport(new Client(), new HttpFactory());
    }

    public function testVideoIsReceived(): void
    {
        $server = StubServer::responding(StubServer::video(['x-request-id' => 'r']));

        $video = self::client($server, transport: self::transport(new Client(['stream' => true])))
            ->textToVideo(self::request());

        self::assertSame('r', $video->metadata->requestId);
        self::assertSame(StubServer::mp4(), $video->bytes());
        self::assertStringContainsString("\r\nx-api-key: " . self::KEY . "\r\n", $server->requests()[0]);
        self::assertSame('A paper boat', json_decode(explode("\r\n\r\n", $server->requests()[0])[1])->prompt);
        self::assertStringNotContainsString("\r\nExpect:", $server->requests()[0]);
    }

    public function testRefusalIsMapped(): void
    {
        $server = StubServer::responding(StubServer::response(400, [], '{"error":"No."}'));
        $pixverse = self::client($server, transport: self::transport(new Client()));

        $e = self::failure(BadRequestException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame(Billing::NOT_BILLED, $e->billing);
    }

    public function testRedirectIsNotFollowed(): void
    {
        $other = StubServer::responding(StubServer::video());
        $server = StubServer::responding(StubServer::response(503, ['Location' => $other->url], ''));
        $client = new Client(['allow_redirects' => true]);

        $pixverse = self::client($server, transport: self::transport($client));
        self::failure(ServerException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame([], $other->requests());
    }

    public function testMiddlewareThatRetriesCannotSendTwice(): void
    {
        $server = StubServer::responding(StubServer::response(503, [], ''), StubServer::video());
        $stack = HandlerStack::create();
        $stack->push(Middleware::retry(fn (int $retries): bool => $retries < 3, fn (): int => 1));
        $pixverse = self::client($server, transport: self::transport(new Client(['handler' => $stack])));

        $e = self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertStringContainsString('the request must be sent at most once', $e->getMessage());
        self::assertSame(Billing::UNKNOWN, $e->billing);
        self::assertCount(1, $server->requests());
    }

    public function testClientThatFailsBeforeReadingTheBodyIsNotSent(): void
    {
        $client = $this->createStub(ClientInterface::class);
        $client->method('sendRequest')->willThrowException(new \RuntimeException('no; the key is ' . self::KEY));
        $server = StubServer::responding(StubServer::video());

        $pixverse = self::client($server, transport: self::transport($client));
        $e = self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertFalse(str_contains($e->getMessage() . $e->getPrevious()?->getMessage(), self::KEY));
        self::assertNull($e->getPrevious()?->getPrevious());
    }

    public function testConnectionThatIsCutLeavesTheBillUnknownAndHidesTheRequest(): void
    {
        $server = StubServer::responding('');
        $pixverse = self::client($server, transport: self::transport(new Client()));

        $e = self::failure(ConnectionException::class, fn () => $pixverse->textToVideo(self::request()));

        self::assertSame(Billing::UNKNOWN, $e->billing);
        self::assertFalse(str_contains($e->getMessage() . $e->getPrevious()?->getMessage(), self::KEY));
        self::assertNull($e->getPrevious()?->getPrevious());
    }
}
