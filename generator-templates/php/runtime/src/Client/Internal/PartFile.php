<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * A hidden file beside the target, which takes its place once all bytes are on the disk. It is locked while its process
 * lives, so that the next save to the same target can delete what a killed process left.
 *
 * @internal
 */
final class PartFile
{
    private const SUFFIX = '.part';
    private const COPY_BYTES = 64 << 10;

    private int $length = 0;

    /** @param resource $output */
    private function __construct(private readonly ?SaveTarget $target, private string $file, private $output)
    {
    }

    /**
     * For a target that is special, or no target at all, the file is in the temporary folder.
     *
     * @throws \RuntimeException
     */
    public static function create(?SaveTarget $target): self
    {
        if ($target === null || $target->isSpecial) {
            return self::open($target, sys_get_temp_dir() . '/.pixverse-');
        }
        // Its length does not depend on the target's name, which may be as long as the file system allows.
        $hash = substr(hash('sha256', basename($target->file)), 0, 16);
        $prefix = dirname($target->file) . "/.pixverse-$hash-";
        self::deleteAbandoned($prefix);
        $part = self::open($target, $prefix);
        if (is_file($target->file)) {
            // Before a byte of the video is in the file. Windows has no such permissions.
            @chmod($part->file, fileperms($target->file) & 0777);
        }
        return $part;
    }

    private static function open(?SaveTarget $target, string $prefix): self
    {
        while (true) {
            $file = $prefix . bin2hex(random_bytes(16)) . self::SUFFIX;
            $output = Files::run(fn () => fopen($file, 'xb'));
            // Some network file systems have no locks; then an abandoned file may be deleted while it is in use.
            @flock($output, LOCK_EX | LOCK_NB);
            clearstatcache(true, $file);
            if (file_exists($file)) {
                return new self($target, $file, $output);
            }
            // Another process took it for an abandoned one before it was locked.
            fclose($output);
        }
    }

    private static function deleteAbandoned(string $prefix): void
    {
        $names = @scandir(dirname($prefix)) ?: [];
        foreach ($names as $name) {
            if (!str_starts_with($name, basename($prefix)) || !str_ends_with($name, self::SUFFIX)) {
                continue;
            }
            $file = dirname($prefix) . "/$name";
            $handle = @fopen($file, 'r+b');
            if ($handle !== false) {
                // Another handle holds the lock as long as the file is in use, also within this process.
                if (@flock($handle, LOCK_EX | LOCK_NB)) {
                    @unlink($file);
                }
                fclose($handle);
            }
        }
    }

    /** @throws \RuntimeException when not all bytes could be written */
    public function write(string $bytes): void
    {
        for ($at = 0; $at < strlen($bytes); $at += $count) {
            $count = Files::run(fn () => fwrite($this->output, $at === 0 ? $bytes : substr($bytes, $at)));
            if ($count === 0) {
                throw new \RuntimeException('no more bytes could be written');
            }
        }
        $this->length += strlen($bytes);
    }

    /**
     * Puts the file in the target's place.
     *
     * @throws \RuntimeException
     */
    public function commit(): void
    {
        if ($this->target === null) {
            throw new \LogicException('the file has no target');
        }
        Files::run(fn () => fflush($this->output) && fsync($this->output));
        if ($this->target->isSpecial) {
            $target = $this->target->file;
            Files::run(fn () => copy($this->file, $target));
            $this->discard();
            return;
        }
        $this->moveTo($this->target->file);
    }

    /** Moves the file while it is locked, because another process may delete it as soon as it is not. */
    private function moveTo(string $destination): void
    {
        if (PHP_OS_FAMILY === 'Windows') {
            // Windows does not move an open file.
            fclose($this->output);
        }
        Files::run(fn () => rename($this->file, $destination));
        $this->file = $destination;
        $this->close();
    }

    /** All bytes are on the disk already, so that a failure to close loses none. */
    private function close(): void
    {
        if (is_resource($this->output)) {
            @fclose($this->output);
        }
    }

    /**
     * A copy in the temporary folder, to be continued there.
     *
     * @throws \RuntimeException
     */
    public function moveToTemporaryFolder(): self
    {
        $copy = self::create(null);
        try {
            $source = Files::run(fn () => fopen($this->file, 'rb'));
            while ($copy->length < $this->length) {
                $missing = $this->length - $copy->length;
                $bytes = Files::run(fn () => fread($source, min(self::COPY_BYTES, $missing)));
                if ($bytes === '') {
                    throw new \RuntimeException("only $copy->length of $this->length bytes are in $this->file");
                }
                $copy->write($bytes);
            }
            fclose($source);
        } catch (\RuntimeException $e) {
            $copy->discard();
            throw $e;
        }
        $this->discard();
        return $copy;
    }

    /**
     * Keeps the bytes written so far, in a file that people see and that no later save deletes.
     *
     * @return ?string the file; null if it was deleted
     */
    public function keep(): ?string
    {
        try {
            // The last write may have gone through in part.
            Files::run(fn () => is_resource($this->output) ? ftruncate($this->output, $this->length) : true);
            $this->moveTo(dirname($this->file) . '/pixverse-' . bin2hex(random_bytes(16)) . '.mp4');
        } catch (\RuntimeException) {
            // It keeps its hidden name.
        }
        clearstatcache(true, $this->file);
        return file_exists($this->file) ? $this->file : null;
    }

    public function discard(): void
    {
        $this->close();
        // If this fails, the next save to the same target deletes it.
        @unlink($this->file);
    }
}
