<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Text in UTF-8, without the extension mbstring.
 *
 * @internal
 */
final class Text
{
    public static function isUtf8(string $text): bool
    {
        return preg_match('//u', $text) === 1;
    }

    /** The text with U+FFFD for each sequence that is not UTF-8. */
    public static function utf8(string $text): string
    {
        return self::isUtf8($text)
            ? $text
            : json_decode((string) json_encode($text, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE));
    }

    /** The number of code points: of bytes that do not continue one. */
    public static function length(string $text): int
    {
        return strlen((string) preg_replace('/[\x80-\xBF]+/', '', $text));
    }

    /** The first code points. */
    public static function start(string $text, int $length): string
    {
        return preg_match("/^.{0,$length}/su", $text, $found) === 1 ? $found[0] : '';
    }
}
