<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests;

use GuzzleHttp\Client;
use Pixverse\Client\Tests\Support\ClientTestCase;
use Pixverse\Client\Tests\Support\StubServer;

/** The snippets of the README are one program, which runs as it is. */
final class ReadmeTest extends ClientTestCase
{
    private const CALLS_WITH_A_VIDEO = 7;

    public function testSnippetsRun(): void
    {
        if (!class_exists(Client::class)) {
            self::markTestSkipped('Guzzle is not installed');
        }
        $videos = array_fill(0, self::CALLS_WITH_A_VIDEO, [StubServer::send(StubServer::video(['x-request-id' => 'r']))]);
        $server = new StubServer([...$videos, [['sleep', 30]]]);

        [$status, $output] = $this->execute(self::program(), $server);

        self::assertSame(0, $status, $output);
        self::assertSame("r \n136 bytes\nUNKNOWN\n", $output);
        foreach (['boat.mp4', 'six.mp4', 'videos/boat.mp4'] as $file) {
            self::assertStringEqualsFile("$this->folder/$file", StubServer::mp4());
        }
        self::assertCount(self::CALLS_WITH_A_VIDEO + 1, $server->requests());
    }

    private static function program(): string
    {
        preg_match_all('/^```php\n(.*?)^```$/ms', (string) file_get_contents(__DIR__ . '/../README.md'), $snippets);
        self::assertGreaterThanOrEqual(8, count($snippets[1]));
        $bootstrap = var_export(__DIR__ . '/bootstrap.php', true);
        return str_replace("'vendor/autoload.php'", $bootstrap, implode("\n", $snippets[1]));
    }

    /** @return array{int, string} */
    private function execute(string $program, StubServer $server): array
    {
        file_put_contents("$this->folder/program.php", $program);
        $environment = ['PIXVERSE_BASE_URL' => $server->url, 'SEGMIND_API_KEY' => self::KEY] + getenv();
        $command = [PHP_BINARY, '-d', 'error_reporting=-1', '-d', 'display_errors=1', 'program.php'];
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes, $this->folder, $environment);
        self::assertIsResource($process);
        $output = (string) stream_get_contents($pipes[1]);
        return [proc_close($process), $output];
    }
}
