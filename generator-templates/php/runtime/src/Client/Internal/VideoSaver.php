<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\SaveFailedException;
use Pixverse\Client\Operation;

/**
 * Saves one video to one target. Whatever fails but the network, the bytes of the video are kept.
 *
 * @internal
 */
final class VideoSaver
{
    private ?PartFile $file = null;

    public function __construct(private readonly string $target)
    {
    }

    /** Creates the file before anything is sent, so that a target that cannot be written costs nothing. */
    public static function reserve(Operation $operation, string $target): self
    {
        $saver = new self($target);
        try {
            $saver->file = PartFile::create(SaveTarget::resolve($target));
        } catch (\RuntimeException $e) {
            throw new SaveFailedException(new Failure($operation, $saver->reason($e), Billing::NOT_SENT));
        }
        return $saver;
    }

    /** Deletes a reserved file that was not used. */
    public function release(): void
    {
        $this->file?->discard();
        $this->file = null;
    }

    private function reason(\Throwable $e): string
    {
        return "the video cannot be saved to $this->target: {$e->getMessage()}";
    }

    /**
     * @param \Closure(): string $read the next bytes of the video; empty at the end
     * @param \Closure(string): void $pushBack makes bytes the next ones again
     * @param \Closure(string): Failure $failure what is known of the finished video
     * @throws SaveFailedException
     */
    public function save(\Closure $read, \Closure $pushBack, \Closure $failure): void
    {
        $problem = null;
        try {
            $this->file ??= PartFile::create(SaveTarget::resolve($this->target));
        } catch (\RuntimeException $e) {
            $problem = $e;
            $this->file = $this->temporaryFile($e, $failure);
        }
        try {
            $saved = 0;
            while (($bytes = $read()) !== '') {
                try {
                    $this->file->write($bytes);
                } catch (\RuntimeException $e) {
                    // Goes on in the temporary folder when the disk of the target fails.
                    $problem ??= $e;
                    $this->moveOn($bytes, $saved, $problem, $pushBack, $failure);
                }
                $saved += strlen($bytes);
            }
            if ($problem === null) {
                try {
                    $this->file->commit();
                    $this->file = null;
                    return;
                } catch (\RuntimeException $e) {
                    $problem = $e;
                }
            }
            throw $this->keep($problem, 'all its bytes are kept in ', $failure);
        } finally {
            // After a failure of the network, and after an exception of the callback.
            $this->release();
        }
    }

    /** @param \Closure(string): Failure $failure */
    private function temporaryFile(\RuntimeException $problem, \Closure $failure): PartFile
    {
        try {
            return PartFile::create(null);
        } catch (\RuntimeException) {
            throw new SaveFailedException(
                $failure($this->reason($problem) . '; it can still be read or saved to another place')
            );
        }
    }

    /**
     * @param \Closure(string): void $pushBack
     * @param \Closure(string): Failure $failure
     */
    private function moveOn(string $bytes, int $saved, \Throwable $problem, \Closure $pushBack, \Closure $failure): void
    {
        try {
            $this->file = $this->file?->moveToTemporaryFolder();
            $this->file?->write($bytes);
        } catch (\RuntimeException) {
            $pushBack($bytes);
            throw $this->keep($problem, "the rest can still be read; its first $saved bytes are kept in ", $failure);
        }
    }

    /** @param \Closure(string): Failure $failure */
    private function keep(\Throwable $problem, string $outcome, \Closure $failure): SaveFailedException
    {
        $kept = $this->file?->keep();
        $this->file = null;
        $outcome = $kept === null ? 'the received bytes are lost, because their file has vanished' : $outcome . $kept;
        return new SaveFailedException($failure($this->reason($problem) . "; $outcome"), $kept);
    }
}
