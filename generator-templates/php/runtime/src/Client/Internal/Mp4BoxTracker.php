<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file from one
 * that was cut where no length was announced.
 *
 * @internal
 */
final class Mp4BoxTracker
{
    private const SHORT_HEADER = 8;
    private const LONG_HEADER = 16;

    /** No MP4 file plays without both. */
    private const NEEDED = ['moov', 'mdat'];

    /** @var array<string, true> */
    private array $types = [];
    private string $header = '';
    /** Bytes of the current box that are still to come; -1: the box goes on to the end of the file. */
    private int $remaining = 0;
    private bool $isMp4 = true;

    /** Whether a body starts as every MP4 file does. */
    public static function isMp4(string $start): bool
    {
        return substr($start, 4, 4) === 'ftyp';
    }

    public function add(string $bytes): void
    {
        $at = 0;
        while ($this->isMp4 && $at < strlen($bytes) && $this->remaining >= 0) {
            if ($this->remaining > 0) {
                $skipped = min($this->remaining, strlen($bytes) - $at);
                $this->remaining -= $skipped;
                $at += $skipped;
            } else {
                $this->header .= $bytes[$at++];
                $this->readHeader();
            }
        }
    }

    private function readHeader(): void
    {
        $length = strlen($this->header);
        if ($length < self::SHORT_HEADER) {
            return;
        }
        $size = unpack('N', $this->header)[1];
        if ($size === 1 && $length < self::LONG_HEADER) {
            return;
        }
        $type = substr($this->header, 4, 4);
        $this->isMp4 = $this->types !== [] || $type === 'ftyp';
        $this->types[$type] = true;
        if ($size === 1) {
            $size = unpack('J', $this->header, self::SHORT_HEADER)[1];
        }
        $this->isMp4 = $this->isMp4 && ($size === 0 || $size >= $length);
        $this->remaining = $size === 0 ? -1 : $size - $length;
        $this->header = '';
    }

    /** Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be evaluated. */
    public function mayBeWhole(): bool
    {
        return !$this->isMp4 || (
            $this->header === ''
            && $this->remaining <= 0
            && array_diff_key(array_flip(self::NEEDED), $this->types) === []
        );
    }
}
