<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Values as error messages show them.
 *
 * @internal
 */
final class Json
{
    public const FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION;

    private const LONGEST_EXCERPT = 100;

    /** As JSON, so that control characters are visible, and never long. */
    public static function excerpt(mixed $value): string
    {
        if (is_float($value) && !is_finite($value)) {
            return is_nan($value) ? 'NaN' : ($value > 0 ? 'Infinity' : '-Infinity');
        }
        $json = json_encode($value, self::FLAGS | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
        $json = $json === false ? get_debug_type($value) : $json;
        $length = Text::length($json);
        return $length <= self::LONGEST_EXCERPT
            ? $json
            : Text::start($json, self::LONGEST_EXCERPT) . "… ($length characters)";
    }
}
