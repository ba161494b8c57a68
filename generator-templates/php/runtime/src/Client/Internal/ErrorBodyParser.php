<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Reads in the body of a non-video response why the call failed, or where the video is.
 *
 * @internal
 */
final class ErrorBodyParser
{
    private const MAX_LENGTH = 500;
    private const HIDDEN_ELEMENTS = ['script', 'style', 'head'];

    /** The reason on one line of bounded length, redacted before it is cut. */
    public static function reason(string $body, KeyRedactor $redactor): string
    {
        $text = $redactor->redactLine(self::text($body));
        if ($text === '') {
            return '(the response has no text)';
        }
        return Text::length($text) <= self::MAX_LENGTH ? $text : Text::start($text, self::MAX_LENGTH) . '…';
    }

    private static function text(string $body): string
    {
        $json = self::object($body);
        if ($json === null) {
            return str_contains($body, '<') ? self::withoutTags($body) : $body;
        }
        $parts = array_filter([self::string($json, 'error'), self::string($json, 'error_description')], is_string(...));
        return $parts === [] ? $body : implode(': ', $parts);
    }

    /** The address of the video in a JSON body; null if there is none. */
    public static function videoAddress(string $body): ?string
    {
        $json = self::object($body);
        if ($json === null) {
            return null;
        }
        $video = $json->video ?? null;
        return $video instanceof \stdClass ? self::string($video, 'url') : self::string($json, 'output');
    }

    private static function object(string $body): ?\stdClass
    {
        $json = json_decode($body);
        return $json instanceof \stdClass ? $json : null;
    }

    private static function string(\stdClass $json, string $name): ?string
    {
        $value = $json->$name ?? null;
        return match (true) {
            is_string($value) => $value,
            is_scalar($value) => (string) json_encode($value),
            default => null,
        };
    }

    /** Linear in the length of the text: a regular expression takes seconds for 64 KiB of "<". */
    private static function withoutTags(string $html): string
    {
        $hidden = self::HIDDEN_ELEMENTS;
        $lower = strtolower($html);
        $text = '';
        $at = 0;
        while (true) {
            $open = strpos($html, '<', $at);
            $close = $open === false ? false : strpos($html, '>', $open);
            if ($open === false || $close === false) {
                return $text . substr($html, $at);
            }
            $text .= substr($html, $at, $open - $at) . ' ';
            $at = $close + 1;
            foreach ($hidden as $i => $element) {
                if (preg_match("/\\G<$element(?![a-z\\d])/", $lower, offset: $open) !== 1) {
                    continue;
                }
                $end = strpos($lower, "</$element", $at);
                $endClose = $end === false ? false : strpos($lower, '>', $end);
                if ($endClose === false) {
                    unset($hidden[$i]);
                } else {
                    $at = $endClose + 1;
                }
            }
        }
    }
}
