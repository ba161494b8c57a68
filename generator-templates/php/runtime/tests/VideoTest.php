<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests;

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\ConnectionException;
use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\Exception\SaveFailedException;
use Pixverse\Client\Exception\UnexpectedResponseException;
use Pixverse\Client\Internal\PartFile;
use Pixverse\Client\Internal\VideoSaver;
use Pixverse\Client\Operation;
use Pixverse\Client\Tests\Support\ClientTestCase;
use Pixverse\Client\Tests\Support\StubServer;

final class VideoTest extends ClientTestCase
{
    public function testMetadataComesFromTheHeaders(): void
    {
        $server = StubServer::responding(StubServer::video([
            'x-request-id' => 'request-1', 'x-cost' => '0.45', 'x-remaining-credits' => '12', 'x-generation-time' => 'soon',
            'x-seed-value' => '1e3', 'x-zero' => '0', 'x-other' => 'a', 'X-Other' => 'b',
        ]));

        $video = self::client($server)->textToVideo(self::request());

        self::assertSame('request-1', $video->metadata->requestId);
        self::assertSame(0.45, $video->metadata->cost);
        self::assertSame(12.0, $video->metadata->remainingCredits);
        self::assertNull($video->metadata->generationSeconds);
        self::assertNull($video->metadata->seed);
        self::assertSame('b', $video->metadata->header('X-OTHER'));
        self::assertSame('0', $video->metadata->header('x-zero'));
        self::assertSame('video/mp4', $video->contentType);
        self::assertSame(strlen(StubServer::mp4()), $video->contentLength);
    }

    public function testChunksAreReadOnce(): void
    {
        $video = self::client(StubServer::responding(StubServer::video()))->textToVideo(self::request());

        self::assertSame(StubServer::mp4(), implode('', iterator_to_array($video->chunks())));
        $this->expectException(LogicException::class);
        $this->expectExceptionMessage('the video must be read once, but was read or closed before');
        $video->bytes();
    }

    public function testVideoWithoutAMediaTypeIsRecognised(): void
    {
        $server = StubServer::responding("HTTP/1.0 200 OK\r\n\r\n" . StubServer::mp4());

        self::assertSame(StubServer::mp4(), self::client($server)->textToVideo(self::request())->bytes());
    }

    public function testVideoWithoutALengthThatIsCutIsIncomplete(): void
    {
        $server = StubServer::responding("HTTP/1.0 200 OK\r\n\r\n" . substr(StubServer::mp4(), 0, -1));
        $video = self::client($server)->textToVideo(self::request());

        $e = self::failure(ConnectionException::class, fn () => $video->bytes());

        self::assertSame([Billing::BILLED, 200], [$e->billing, $e->status]);
        self::assertStringContainsString(
            'the service had finished the video, but its transfer broke off after 135 bytes (',
            $e->getMessage()
        );
    }

    public function testVideoThatDoesNotFitIntoMemoryCanStillBeSaved(): void
    {
        $video = self::client(StubServer::responding(
            StubServer::response(200, ['Content-Type' => 'video/mp4'], StubServer::mp4(), length: 1 << 40)
        ))->textToVideo(self::request());

        try {
            ini_set('memory_limit', '1G');
            $video->bytes();
            self::fail('nothing was thrown');
        } catch (LogicException $e) {
            self::assertStringContainsString('memory_limit', $e->getMessage());
        } finally {
            ini_restore('memory_limit');
        }
        $e = self::failure(ConnectionException::class, fn () => $video->saveTo("$this->folder/boat.mp4"));
        self::assertStringContainsString('136 of 1099511627776 bytes', $e->getMessage());
        self::assertSame(['.', '..'], scandir($this->folder));
    }

    public function testTwoHundredMegabytesThatDoNotFitIntoMemoryCanStillBeSaved(): void
    {
        $boxes = substr(StubServer::mp4(), 0, 28) . pack('N', 8 + (200 << 20)) . 'mdat';
        $server = new StubServer([[
            StubServer::send("HTTP/1.0 200 OK\r\n\r\n$boxes"),
            ['repeat', base64_encode(str_repeat('v', 1 << 20)), 200],
        ]]);
        $video = self::client($server)->textToVideo(self::request());

        try {
            ini_set('memory_limit', '64M');
            $video->bytes();
            self::fail('nothing was thrown');
        } catch (LogicException $e) {
            self::assertStringContainsString('memory_limit (64M)', $e->getMessage());
            $video->saveTo("$this->folder/boat.mp4");
        } finally {
            ini_restore('memory_limit');
        }
        self::assertSame(strlen($boxes) + (200 << 20), filesize("$this->folder/boat.mp4"));
    }

    /** @return iterable<int, array{int, string}> */
    public static function megabytes(): iterable
    {
        yield 100 => [100, 'LogicException: the video must fit into memory_limit (128M)'];
        yield 50 => [50, '52428800'];
    }

    /** @dataProvider megabytes */
    public function testBytesNeverExceedTheMemoryLimit(int $megabytes, string $expected): void
    {
        $head = StubServer::response(200, ['Content-Type' => 'video/mp4'], '', length: $megabytes << 20);
        $server = new StubServer([[
            StubServer::send($head),
            ['repeat', base64_encode(str_repeat('v', 1 << 20)), $megabytes],
        ]]);
        // In a process of its own: PHP ends it when the limit is exceeded.
        $program = sprintf(
            'require %s; $pixverse = new Pixverse\Client\PixverseApi("the-key", %s);'
            . ' $video = $pixverse->textToVideo(new Pixverse\Client\TextToVideoRequest(prompt: "A boat"));'
            . ' try { echo strlen($video->bytes()); } catch (Throwable $e) { echo $e; }',
            var_export(__DIR__ . '/bootstrap.php', true),
            var_export($server->url, true)
        );

        $output = shell_exec(escapeshellarg(PHP_BINARY) . ' -d memory_limit=128M -r ' . escapeshellarg($program) . ' 2>&1');

        self::assertStringContainsString($expected, (string) $output);
    }

    /** @return iterable<string, array{string, string, Billing}> */
    public static function notVideos(): iterable
    {
        $video = ['Content-Type' => 'video/mp4'];
        yield 'a part' => [StubServer::response(206, $video, StubServer::mp4()), 'a part of a video (206)', Billing::BILLED];
        yield 'compressed' => [
            StubServer::response(200, $video + ['Content-Encoding' => 'gzip'], StubServer::mp4()),
            'a body whose content encoding is gzip, which cannot be decoded',
            Billing::BILLED,
        ];
        yield 'nothing' => [StubServer::response(200, $video, ''), 'video/mp4, empty', Billing::UNKNOWN];
        yield 'HTML' => [
            StubServer::response(200, ['Content-Type' => 'text/html'], '<html>Sorry</html>'),
            'text/html, starting with "<html>Sorry</html>"',
            Billing::UNKNOWN,
        ];
        yield 'other bytes' => [StubServer::response(200, [], "\0\1\xff"), 'starting with bytes 0001ff', Billing::UNKNOWN];
        yield 'JSON' => [
            StubServer::response(200, ['Content-Type' => 'application/json'], '{"error":"Not allowed."}'),
            'the response must be a video, but was JSON: Not allowed.',
            Billing::UNKNOWN,
        ];
    }

    /** @dataProvider notVideos */
    public function testSuccessWithoutAVideoIsUnexpected(string $response, string $reason, Billing $billing): void
    {
        $server = StubServer::responding($response);

        $e = self::failure(
            UnexpectedResponseException::class,
            fn () => self::client($server)->textToVideo(self::request())
        );

        self::assertStringContainsString($reason, $e->getMessage());
        self::assertSame($billing, $e->billing);
    }

    private static function linkTo(string $address): StubServer
    {
        $body = (string) json_encode(['video' => ['url' => $address]]);
        return StubServer::responding(StubServer::response(200, ['Content-Type' => 'application/json'], $body));
    }

    public function testAddressIsFollowedWithoutTheKey(): void
    {
        $files = StubServer::responding(
            StubServer::response(503, [], ''),
            StubServer::response(302, ['Location' => '/there?a=b'], ''),
            StubServer::video()
        );
        $server = self::linkTo("$files->url/boat.mp4");

        self::assertSame(StubServer::mp4(), self::client($server)->textToVideo(self::request())->bytes());

        self::assertCount(1, $server->requests());
        self::assertCount(3, $files->requests());
        self::assertStringStartsWith('GET /there?a=b HTTP/1.1', $files->requests()[2]);
        self::assertStringNotContainsString(self::KEY, implode($files->requests()));
    }

    public function testAddressThatFailsIsBilledAndNamed(): void
    {
        $response = StubServer::response(302, ['Location' => 'http://example.com/'], '');
        $files = StubServer::responding(...array_fill(0, 5, $response));

        $e = self::failure(
            UnexpectedResponseException::class,
            fn () => self::client(self::linkTo("$files->url/boat.mp4"))->textToVideo(self::request())
        );

        self::assertSame(Billing::BILLED, $e->billing);
        self::assertStringContainsString("the video is finished at $files->url/boat.mp4, but", $e->getMessage());
        self::assertStringContainsString('(status 302 without a whole video)', $e->getMessage());
        self::assertCount(5, $files->requests());
    }

    /** @return iterable<string, array{string}> */
    public static function unsafeAddresses(): iterable
    {
        yield 'a file' => ['file:///etc/passwd'];
        yield 'plain http' => ['http://example.com/boat.mp4'];
        yield 'a password' => ['https://me:secret@example.com/boat.mp4'];
        yield 'no address' => ['boat.mp4'];
    }

    /** @dataProvider unsafeAddresses */
    public function testUnsafeAddressIsNotFollowed(string $address): void
    {
        $e = self::failure(
            UnexpectedResponseException::class,
            fn () => self::client(self::linkTo($address))->textToVideo(self::request())
        );

        self::assertSame(Billing::UNKNOWN, $e->billing);
    }

    public function testVideoIsSavedIntoANewFolder(): void
    {
        $target = "$this->folder/a/b/boat.mp4";
        $server = StubServer::responding(StubServer::video());

        $video = self::client($server)->textToVideo(self::request(), saveTo: $target);

        self::assertStringEqualsFile($target, StubServer::mp4());
        self::assertSame(['.', '..', 'boat.mp4'], scandir(dirname($target)));
        $this->expectException(LogicException::class);
        $video->bytes();
    }

    public function testSavingReplacesAFileBehindALinkAndKeepsItsPermissions(): void
    {
        file_put_contents("$this->folder/old.mp4", 'old');
        chmod("$this->folder/old.mp4", 0640);
        symlink('old.mp4', "$this->folder/link.mp4");

        self::client(StubServer::responding(StubServer::video()))->textToVideo(self::request())
            ->saveTo("$this->folder/link.mp4");

        clearstatcache();
        self::assertTrue(is_link("$this->folder/link.mp4"));
        self::assertStringEqualsFile("$this->folder/old.mp4", StubServer::mp4());
        self::assertSame(0640, fileperms("$this->folder/old.mp4") & 0777);
    }

    /** @return iterable<string, array{string}> */
    public static function badTargets(): iterable
    {
        yield 'a folder' => [''];
        yield 'below a file' => ['/file/boat.mp4'];
        yield 'a stream' => ['ftp://example.com/boat.mp4'];
    }

    /** @dataProvider badTargets */
    public function testTargetIsCheckedBeforeSending(string $target): void
    {
        file_put_contents("$this->folder/file", 'x');
        $server = StubServer::responding(StubServer::video());
        $path = str_contains($target, '://') ? $target : $this->folder . $target;

        $e = self::failure(
            SaveFailedException::class,
            fn () => self::client($server)->textToVideo(self::request(), saveTo: $path)
        );

        self::assertSame(Billing::NOT_SENT, $e->billing);
        self::assertNull($e->savedTo);
        self::assertSame([], $server->requests());
    }

    public function testVideoThatIsCutLeavesTheTargetAsItWas(): void
    {
        file_put_contents("$this->folder/boat.mp4", 'old');
        $server = StubServer::responding(StubServer::response(200, ['Content-Type' => 'video/mp4'], 'vvv', length: 9));

        $e = self::failure(
            ConnectionException::class,
            fn () => self::client($server)->textToVideo(self::request(), saveTo: "$this->folder/boat.mp4")
        );

        self::assertStringContainsString('broke off after 3 of 9 bytes', $e->getMessage());
        self::assertStringEqualsFile("$this->folder/boat.mp4", 'old');
        self::assertSame(['.', '..', 'boat.mp4'], scandir($this->folder));
    }

    /** @requires OS Linux */
    public function testTargetThatFailsAtTheEndKeepsTheBytes(): void
    {
        $server = StubServer::responding(StubServer::video(['x-request-id' => 'r']));
        $video = self::client($server)->textToVideo(self::request());

        $e = self::failure(SaveFailedException::class, fn () => $video->saveTo('/dev/full'));

        self::assertSame([Billing::BILLED, 200, 'r'], [$e->billing, $e->status, $e->requestId]);
        self::assertNotNull($e->savedTo);
        self::assertStringContainsString("all its bytes are kept in $e->savedTo", $e->getMessage());
        self::assertStringEqualsFile($e->savedTo, StubServer::mp4());
        unlink($e->savedTo);
    }

    /** @requires OS Linux */
    public function testDiskThatFailsMeanwhileKeepsTheBytesInTheTemporaryFolder(): void
    {
        $target = "$this->folder/boat.mp4";
        $saver = VideoSaver::reserve(Operation::TextToVideo, $target);
        $part = (new \ReflectionProperty($saver, 'file'))->getValue($saver);
        (new \ReflectionProperty(PartFile::class, 'output'))->setValue($part, fopen('/dev/full', 'wb'));
        $video = self::client(StubServer::responding(StubServer::video()))->textToVideo(self::request());

        $e = self::failure(SaveFailedException::class, fn () => $video->save($saver));

        self::assertStringContainsString('No space left on device', $e->getMessage());
        self::assertSame(sys_get_temp_dir(), dirname((string) $e->savedTo));
        self::assertStringEqualsFile((string) $e->savedTo, StubServer::mp4());
        self::assertSame(['.', '..'], scandir($this->folder));
        unlink((string) $e->savedTo);
    }

    public function testPartFileOfAKilledProcessIsDeletedAndOneInUseIsNot(): void
    {
        $target = "$this->folder/boat.mp4";
        $inUse = VideoSaver::reserve(Operation::TextToVideo, $target);
        $part = (string) current(glob("$this->folder/.pixverse-*.part") ?: []);
        $abandoned = substr($part, 0, -37) . str_repeat('0', 32) . '.part';
        touch($abandoned);

        VideoSaver::reserve(Operation::TextToVideo, $target)->release();

        self::assertFileExists($part);
        self::assertFileDoesNotExist($abandoned);
        $inUse->release();
        self::assertSame(['.', '..'], scandir($this->folder));
    }
}
