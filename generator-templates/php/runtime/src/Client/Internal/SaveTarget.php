<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Where a video is to be saved: links followed, parent folders there, writable as far as can be seen.
 *
 * @internal
 */
final readonly class SaveTarget
{
    private const MAX_LINKS = 40;

    /**
     * @param string $file the file that is written, or replaced
     * @param bool $isSpecial whether it is a pipe, a device or a descriptor: it is written to, and never replaced
     */
    private function __construct(public string $file, public bool $isSpecial)
    {
    }

    /** @throws \RuntimeException when it cannot be written */
    public static function resolve(string $target): self
    {
        if ($target === '' || str_contains($target, "\0") || preg_match('#^[\w.+-]{2,}://#', $target) === 1) {
            throw new \RuntimeException('it must be the path of a local file');
        }
        clearstatcache();
        $file = self::followLinks(self::absolute($target));
        if (is_dir($file) || preg_match('#[/\\\\]$#D', $target) === 1) {
            throw new \RuntimeException('it must be a file, but is a folder');
        }
        if (!file_exists($file)) {
            $folder = dirname($file);
            // Another process may create it meanwhile.
            if (!is_dir($folder)) {
                Files::run(fn () => mkdir($folder, recursive: true) || is_dir($folder));
            }
            return new self($file, false);
        }
        if (!is_writable($file)) {
            throw new \RuntimeException('it must be writable, but is read-only');
        }
        return new self($file, !is_file($file) || self::isDescriptor($file));
    }

    private static function absolute(string $path): string
    {
        return preg_match('#^([/\\\\]|[a-z]:[/\\\\])#i', $path) === 1
            ? $path
            : Files::run(getcwd(...)) . DIRECTORY_SEPARATOR . $path;
    }

    /** A link stays a link, also one whose target is still to be made. Descriptors look like links to odd names. */
    private static function followLinks(string $file): string
    {
        for ($i = 0; is_link($file) && !self::isDescriptor($file); $i++) {
            if ($i === self::MAX_LINKS) {
                throw new \RuntimeException('it must not be a loop of links');
            }
            $target = Files::run(fn () => readlink($file));
            $file = $target[0] === '/' ? $target : dirname($file) . "/$target";
        }
        return $file;
    }

    private static function isDescriptor(string $file): bool
    {
        return preg_match('#^/(proc|dev)/#', $file) === 1;
    }
}
