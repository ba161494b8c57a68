<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Finds the field that a misspelt name probably means.
 *
 * @internal
 */
final class NearestName
{
    /** One misspelling for this many characters. */
    private const CHARACTERS_TO_AN_EDIT = 3;

    /**
     * The known name that is most like the given one, the first of several; null if none is much like it.
     *
     * @param list<string> $known
     */
    public static function among(array $known, string $name): ?string
    {
        $nearest = null;
        $fewest = PHP_INT_MAX;
        foreach ($known as $candidate) {
            $edits = levenshtein(self::letters($candidate), self::letters($name));
            if ($edits <= intdiv(strlen($candidate), self::CHARACTERS_TO_AN_EDIT) && $edits < $fewest) {
                $nearest = $candidate;
                $fewest = $edits;
            }
        }
        return $nearest;
    }

    /** imageUrl, image-url and Image_URL are the same name, written in the manner of another language. */
    private static function letters(string $name): string
    {
        // No field of a document is as long; the time of the comparison grows with the length.
        return strtolower((string) preg_replace('/[_\s-]/', '', substr($name, 0, 200)));
    }
}
