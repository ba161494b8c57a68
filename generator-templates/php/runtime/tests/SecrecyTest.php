<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests;

use Pixverse\Client\Exception\BadRequestException;
use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Exception\InvalidRequestException;
use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\Exception\PixverseException;
use Pixverse\Client\Exception\RateLimitedException;
use Pixverse\Client\Http\CurlTransport;
use Pixverse\Client\PixverseApi;
use Pixverse\Client\Tests\Support\ClientTestCase;
use Pixverse\Client\Tests\Support\StubServer;
use Pixverse\Client\TextToVideoRequest;

final class SecrecyTest extends ClientTestCase
{
    private static function assertHidden(object $value): void
    {
        ob_start();
        if ($value instanceof PixverseException) {
            echo $value->getMessage(), json_encode($value), serialize($value);
            var_dump($value->__serialize(), self::ownFrames($value), self::ownFrames($value->getPrevious()));
        } else {
            var_dump($value, (array) $value);
            var_export($value);
            print_r($value);
            echo json_encode($value);
        }
        $shown = (string) ob_get_clean();
        self::assertNotSame('', $shown);
        foreach ([substr(self::KEY, 0, 8), substr(self::KEY, -8), 'proxy-password'] as $part) {
            self::assertFalse(str_contains($shown, $part));
        }
    }

    /**
     * The arguments in the frames of the library. The frames of PHPUnit, and of exceptions in arguments, refer to all.
     *
     * @return list<mixed>
     */
    private static function ownFrames(?\Throwable $e): array
    {
        $arguments = [];
        foreach ($e?->getTrace() ?? [] as $frame) {
            if (str_contains($frame['file'] ?? '', '/src/Client/')) {
                array_push($arguments, ...$frame['args'] ?? []);
            }
        }
        return array_map(fn (mixed $a): mixed => $a instanceof \Throwable ? $a->getMessage() : $a, $arguments);
    }

    public function testClientHidesKeyAndProxy(): void
    {
        $transport = new CurlTransport([CURLOPT_PROXYUSERPWD => 'me:proxy-password']);
        $pixverse = new PixverseApi(self::KEY, transport: $transport);

        self::assertHidden($pixverse);
        self::assertHidden($transport);
        self::assertStringContainsString('<redacted>', print_r($pixverse, true));
        $this->expectException(LogicException::class);
        serialize($pixverse);
    }

    public function testVideoHidesTheKey(): void
    {
        $video = self::client(StubServer::responding(StubServer::video(['x-request-id' => self::KEY])))
            ->textToVideo(self::request());

        self::assertHidden($video);
        self::assertHidden($video->metadata);
        self::assertSame('<redacted>', $video->metadata->requestId);
    }

    /** @return iterable<string, array{string}> */
    public static function quotes(): iterable
    {
        $each = fn (callable $form): string => implode(array_map($form, str_split(self::KEY)));
        yield 'plain' => [self::KEY];
        yield 'upper case' => [strtoupper(self::KEY)];
        yield 'JSON' => [(string) json_encode(self::KEY)];
        yield 'JSON in JSON' => [(string) json_encode(json_encode(self::KEY))];
        yield 'escaped' => [$each(fn (string $c): string => sprintf('\u%04x', ord($c)))];
        yield 'percent' => [rawurlencode(self::KEY)];
        yield 'percent twice' => [rawurlencode(rawurlencode(self::KEY))];
        yield 'decimal references' => [$each(fn (string $c): string => '&#' . ord($c) . ';')];
        yield 'hexadecimal references' => [$each(fn (string $c): string => sprintf('&#x%X;', ord($c)))];
        yield 'zero width' => [implode("\u{200B}\u{202E}", str_split(self::KEY))];
        yield 'bytes that are not UTF-8 before it' => ["\xff\xfe" . self::KEY];
    }

    /** @dataProvider quotes */
    public function testErrorHidesTheKeyInEachForm(string $quoted): void
    {
        $response = StubServer::response(400, ['x-request-id' => self::KEY], "The key $quoted is bad.");
        $server = StubServer::responding($response);

        $e = self::failure(BadRequestException::class, fn () => self::client($server)->textToVideo(self::request()));

        self::assertHidden($e);
        self::assertStringContainsString('The key', $e->getMessage());
        self::assertStringContainsString('<redacted>', $e->getMessage());
        self::assertStringNotContainsString($quoted, $e->body);
    }

    public function testErrorHidesAKeyThatIsCutOff(): void
    {
        $body = 'The key is ' . substr(self::KEY, 0, 10);
        $server = StubServer::responding(StubServer::response(400, [], $body, length: 99));

        $e = self::failure(BadRequestException::class, fn () => self::client($server)->textToVideo(self::request()));

        self::assertSame('The key is <redacted>', $e->body);
    }

    public function testErrorsOfOptionsHideTheKey(): void
    {
        foreach ([[self::KEY . "\n!", 'https://example.com'], [self::KEY, 'http://example.com']] as [$key, $url]) {
            try {
                new PixverseApi($key, $url);
                self::fail('nothing was thrown');
            } catch (InvalidArgumentException $e) {
                $shown = $e->getMessage() . print_r([self::ownFrames($e), $e->getTrace()[0]], true);
                self::assertFalse(str_contains($shown, substr(self::KEY, 0, 8)));
            }
        }
    }

    public function testErrorOfTheConnectionHidesTheKey(): void
    {
        // In a process of its own: the traces here refer to PHPUnit, and with it to everything.
        $program = sprintf(
            'ini_set("zend.exception_ignore_args", "0"); require %s;'
            . ' $pixverse = new Pixverse\Client\PixverseApi(%s, "http://127.0.0.1:1");'
            . ' try { $pixverse->textToVideo(new Pixverse\Client\TextToVideoRequest(prompt: "A boat")); }'
            . ' catch (Throwable $e) { var_dump($e, $pixverse); print_r($e); echo $e, serialize($e), json_encode($e); }',
            var_export(__DIR__ . '/bootstrap.php', true),
            var_export(self::KEY, true)
        );

        $shown = (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -r ' . escapeshellarg($program) . ' 2>&1');

        self::assertStringContainsString('NOT_SENT: the request was not sent', $shown);
        self::assertStringContainsString('SensitiveParameterValue', $shown);
        self::assertFalse(str_contains($shown, substr(self::KEY, 0, 8)) || str_contains($shown, substr(self::KEY, -8)));
    }

    public function testErrorsAreSerializable(): void
    {
        $server = StubServer::responding(StubServer::response(429, ['Retry-After' => 7], 'Wait.'));
        $pixverse = self::client($server);
        $limited = self::failure(RateLimitedException::class, fn () => $pixverse->textToVideo(self::request()));
        $request = new TextToVideoRequest(prompt: '');
        $invalid = self::failure(InvalidRequestException::class, fn () => $pixverse->textToVideo($request));

        foreach ([$limited, $invalid] as $e) {
            $copy = unserialize(serialize($e));
            self::assertInstanceOf(PixverseException::class, $copy);
            self::assertSame($e->getMessage(), $copy->getMessage());
            self::assertSame(json_encode($e), json_encode($copy));
        }
        self::assertSame(7.0, unserialize(serialize($limited))->retryAfter);
    }
}
