<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Http\ResponseHead;

/**
 * The delay that a refusal gives: `Retry-After` (RFC 9110 §10.2.3), or a header that the document names.
 *
 * @internal
 */
final class RetryAfter
{
    /**
     * Seconds, never negative; null if there is no valid delay.
     *
     * @param list<string> $resetHeaders headers with the time of the next request
     */
    public static function in(ResponseHead $head, array $resetHeaders, float $now): ?float
    {
        $value = trim($head->value('Retry-After') ?? '');
        if (preg_match('/^\d{1,9}$/D', $value) === 1) {
            return (float) $value;
        }
        $times = [self::httpDate($value)];
        foreach ($resetHeaders as $name) {
            $times[] = self::utcTime(trim($head->value($name) ?? ''));
        }
        foreach ($times as $time) {
            if ($time !== null) {
                return max(0.0, $time - $now);
            }
        }
        return null;
    }

    private static function httpDate(string $value): ?float
    {
        $time = \DateTimeImmutable::createFromFormat('!D, d M Y H:i:s \G\M\T', $value, new \DateTimeZone('UTC'));
        return $time === false ? null : (float) $time->format('U.u');
    }

    /** The form of these times was never published: ISO 8601 with or without a zone is understood. */
    private static function utcTime(string $value): ?float
    {
        if (preg_match('/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/Di', $value) !== 1) {
            return null;
        }
        try {
            return (float) (new \DateTimeImmutable($value, new \DateTimeZone('UTC')))->format('U.u');
        } catch (\Exception) {
            return null;
        }
    }
}
