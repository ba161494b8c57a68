<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests\Support;

use PHPUnit\Framework\TestCase;
use Pixverse\Client\Exception\PixverseException;
use Pixverse\Client\Http\Transport;
use Pixverse\Client\PixverseApi;
use Pixverse\Client\TextToVideoRequest;

/** A client of a stub server, and a folder for files. */
abstract class ClientTestCase extends TestCase
{
    protected const KEY = 'kQ7/Zw+Rb3=xJ4_Lm9-Td2';

    protected string $folder;

    /** @var list<StubServer> those in use: a server ends with the last reference to it */
    private static array $servers = [];

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/pixverse-test-' . bin2hex(random_bytes(8));
        mkdir($this->folder);
    }

    protected function tearDown(): void
    {
        self::$servers = [];
        $entries = new \RecursiveDirectoryIterator($this->folder, \FilesystemIterator::SKIP_DOTS);
        foreach (new \RecursiveIteratorIterator($entries, \RecursiveIteratorIterator::CHILD_FIRST) as $entry) {
            $entry->isDir() && !$entry->isLink() ? rmdir($entry->getPathname()) : unlink($entry->getPathname());
        }
        rmdir($this->folder);
    }

    protected static function client(StubServer $server, ?float $timeout = 5.0, ?Transport $transport = null): PixverseApi
    {
        self::$servers[] = $server;
        return new PixverseApi(self::KEY, $server->url, timeout: $timeout, transport: $transport);
    }

    protected static function request(): TextToVideoRequest
    {
        return new TextToVideoRequest(prompt: 'A paper boat');
    }

    /**
     * @template T of PixverseException
     * @param class-string<T> $class
     * @return T
     */
    protected static function failure(string $class, callable $call): PixverseException
    {
        try {
            $call();
        } catch (PixverseException $e) {
            self::assertSame($class, $e::class, $e->getMessage());
            return $e;
        }
        self::fail("no $class was thrown");
    }
}
