<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests;

use PHPUnit\Framework\TestCase;
use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\Http\HttpRequest;
use Pixverse\Client\Http\ResponseHead;
use Pixverse\Client\Internal\ApiKey;
use Pixverse\Client\Internal\ErrorBodyParser;
use Pixverse\Client\Internal\KeyRedactor;
use Pixverse\Client\Internal\Mp4BoxTracker;
use Pixverse\Client\Internal\RetryAfter;
use Pixverse\Client\Internal\Url;

final class InternalTest extends TestCase
{
    /** @return iterable<string, array{string, string}> */
    public static function bodies(): iterable
    {
        yield 'error' => ['{"error":"No."}', 'No.'];
        yield 'error with a description' => ['{"error":"No","error_description":"Not now."}', 'No: Not now.'];
        yield 'error that is a number' => ['{"error":7}', '7'];
        yield 'other JSON' => ['{"detail":"x"}', '{"detail":"x"}'];
        yield 'HTML' => ['<head><title>t</title></head><script>a<b>c</script><p>Bad   gateway</p>', 'Bad gateway'];
        yield 'a tag that is not closed' => ['<script>alert', 'alert'];
        yield 'invisible characters' => ["a\u{202E}b\0\r\nc", 'a b c'];
        yield 'nothing' => ['', '(the response has no text)'];
    }

    /** @dataProvider bodies */
    public function testReasonIsOneLine(string $body, string $reason): void
    {
        self::assertSame($reason, ErrorBodyParser::reason($body, new KeyRedactor(new ApiKey('a-long-key'))));
    }

    public function testReasonIsBoundedAndFast(): void
    {
        $began = microtime(true);
        $reason = ErrorBodyParser::reason(str_repeat('<script>', 8192), new KeyRedactor(new ApiKey('a-long-key')));

        self::assertSame('(the response has no text)', $reason);
        self::assertLessThan(1.0, microtime(true) - $began);
    }

    /** @return iterable<string, array{array<string, list<string>>, ?float}> */
    public static function delays(): iterable
    {
        yield 'seconds' => [['retry-after' => ['30']], 30.0];
        yield 'a date' => [['retry-after' => ['Thu, 01 Jan 1970 00:01:40 GMT']], 100.0];
        yield 'a date in the past' => [['retry-after' => ['Wed, 31 Dec 1969 00:00:00 GMT']], 0.0];
        yield 'a time of the service' => [['reset' => ['1970-01-01 00:00:05']], 5.0];
        yield 'a time with a zone' => [['reset' => ['1970-01-01T01:00:05+01:00']], 5.0];
        yield 'nonsense' => [['retry-after' => ['soon'], 'reset' => ['tomorrow']], null];
        yield 'nothing' => [[], null];
    }

    /**
     * @dataProvider delays
     * @param array<string, list<string>> $headers
     */
    public function testRetryAfterIsReadFromTheHeaders(array $headers, ?float $expected): void
    {
        self::assertSame($expected, RetryAfter::in(new ResponseHead(429, $headers), ['reset'], 0.0));
    }

    /** @return iterable<string, array{string, bool}> */
    public static function files(): iterable
    {
        $start = pack('N', 16) . 'ftypisom' . pack('N', 1);
        $moov = pack('N', 8) . 'moov';
        yield 'whole' => [$start . $moov . pack('N', 10) . 'mdatvv', true];
        yield 'to the end of the file' => [$start . $moov . pack('N', 0) . 'mdatvvvvv', true];
        yield 'with a long box' => [$start . $moov . pack('N', 1) . 'mdat' . pack('J', 18) . 'vv', true];
        yield 'cut in a box' => [$start . $moov . pack('N', 11) . 'mdatvv', false];
        yield 'cut in a header' => [$start . $moov . pack('N', 10) . 'mdatvv' . 'x', false];
        yield 'without a movie' => [$start . pack('N', 10) . 'mdatvv', false];
        yield 'no MP4 file' => ['Ogg and more', true];
    }

    /** @dataProvider files */
    public function testBoxesTellWholeFiles(string $bytes, bool $isWhole): void
    {
        foreach ([1, 3, 1000] as $chunk) {
            $boxes = new Mp4BoxTracker();
            array_map($boxes->add(...), str_split($bytes, $chunk));
            self::assertSame($isWhole, $boxes->mayBeWhole());
        }
    }

    /** @return iterable<string, array{string, ?string}> */
    public static function locations(): iterable
    {
        yield 'absolute' => ['https://other.example/a', 'https://other.example/a'];
        yield 'without a scheme' => ['//other.example/a', 'https://other.example/a'];
        yield 'without a host' => ['/a?b', 'https://example.com:8443/a?b'];
        yield 'relative' => ['c', 'https://example.com:8443/a/c'];
        yield 'another scheme' => ['ftp://other.example/a', null];
    }

    /** @dataProvider locations */
    public function testLocationIsResolved(string $location, ?string $expected): void
    {
        $resolved = Url::parse('https://example.com:8443/a/b?x=/y')?->resolve($location);

        self::assertSame($expected, $resolved === null ? null : (string) $resolved);
    }

    public function testAddressesOfThisMachineAreRecognised(): void
    {
        $loopback = ['localhost', 'a.localhost', 'LOCALHOST.', '127.9.9.9', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:7f00:1]'];
        foreach ($loopback as $host) {
            self::assertTrue(Url::parse("http://$host/")?->isLoopback(), $host);
        }
        foreach (['localhost.example.com', '128.0.0.1', '[::2]', '127.0.0.1.example.com'] as $host) {
            self::assertFalse(Url::parse("http://$host/")?->isLoopback(), $host);
        }
        foreach (['127.1', '0x7f.0.0.1', '2130706433', '0177.0.0.1', 'a b', "a\n", 'ä', '[::1'] as $host) {
            self::assertNull(Url::parse("http://$host/"), $host);
        }
    }

    public function testBodyOfARequestIsTakenOnce(): void
    {
        $request = new HttpRequest('http://localhost', [], null, null, '{}', 1.0, 1.0, true);

        self::assertSame('{}', $request->takeBody());
        $this->expectException(LogicException::class);
        $request->takeBody();
    }
}
