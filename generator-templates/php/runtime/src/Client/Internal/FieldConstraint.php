<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * What a field may hold. Evaluates JSON as JSON Schema does: 8.0 is the integer 8, true is no number.
 *
 * @internal
 */
final readonly class FieldConstraint
{
    /**
     * @param string $allowed completes the sentence "must be …"
     * @param list<int|float|string> $values the allowed values of an enum; empty if it is none
     * @param int $minLength in code points
     * @param ?string $pattern a regular expression of ECMA-262
     * @param mixed $default what a required field starts with; null if it has no default
     */
    public function __construct(
        private string $type,
        public string $allowed,
        public bool $isRequired = false,
        private array $values = [],
        private int|float|null $minimum = null,
        private int|float|null $maximum = null,
        private int $minLength = 0,
        private ?string $pattern = null,
        public mixed $default = null,
    ) {
    }

    public function accepts(mixed $value): bool
    {
        if ($this->values !== []) {
            return $this->isOneOf($value);
        }
        return match ($this->type) {
            'string' => is_string($value) && $this->acceptsText($value),
            'boolean' => is_bool($value),
            'integer' => self::isWhole($value) && $this->isInRange($value),
            'number' => (is_int($value) || is_float($value)) && is_finite($value) && $this->isInRange($value),
            default => throw new \LogicException("the template has no rule for $this->type"),
        };
    }

    private function isOneOf(mixed $value): bool
    {
        foreach ($this->values as $allowed) {
            if (self::isSame($value, $allowed)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two JSON values are equal: 8 and 8.0 are, 8 and "8" are not. */
    public static function isSame(mixed $left, mixed $right): bool
    {
        $isNumber = (is_int($left) || is_float($left)) && (is_int($right) || is_float($right));
        return $isNumber ? self::compare($left, $right) === 0 : $left === $right;
    }

    private static function isWhole(mixed $value): bool
    {
        return is_int($value) || (is_float($value) && is_finite($value) && floor($value) === $value);
    }

    private function isInRange(int|float $value): bool
    {
        return ($this->minimum === null || self::compare($value, $this->minimum) >= 0)
            && ($this->maximum === null || self::compare($value, $this->maximum) <= 0);
    }

    /** PHP compares an integer with a float as floats, so that 2^63 equals PHP_INT_MAX. */
    private static function compare(int|float $left, int|float $right): int
    {
        if (is_float($left) && is_int($right)) {
            return -self::compare($right, $left);
        }
        if (is_int($left) && is_float($right)) {
            if (abs($right) < 2.0 ** 63 && floor($right) === $right) {
                $right = (int) $right;
            } elseif (abs($right) >= 2.0 ** 63) {
                $left = 0;
            }
        }
        return $left <=> $right;
    }

    private function acceptsText(string $text): bool
    {
        return Text::isUtf8($text)
            && Text::length($text) >= $this->minLength
            && ($this->pattern === null || preg_match(self::inPcre($this->pattern), $text) === 1);
    }

    /**
     * With D, $ matches at the end only, as in ECMA-262. Repeated groups are possessive: long texts exhaust the stack of
     * PCRE otherwise. What follows a repeated group must not begin as the group does.
     */
    private static function inPcre(string $pattern): string
    {
        $part = '/\\\\.|\[(?:\\\\.|[^]\\\\])*+]|\)[*+](?![?+])|\x01/s';
        $possessive = preg_replace_callback(
            $part,
            fn (array $found): string => $found[0][0] === ')' ? "$found[0]+" : $found[0],
            $pattern
        );
        return "\x01$possessive\x01Du";
    }
}
