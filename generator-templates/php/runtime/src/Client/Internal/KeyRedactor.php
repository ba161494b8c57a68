<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped,
 * percent-encoded, as HTML references, or cut off at the end of the text.
 *
 * @internal
 */
final readonly class KeyRedactor
{
    private const REPLACEMENT = '<redacted>';

    /** A shorter key, or part of one, says nothing and is found in ordinary words. */
    private const MIN_LENGTH = 4;

    private const ENTITIES = ['&' => 'amp', '<' => 'lt', '>' => 'gt', '"' => 'quot', "'" => 'apos'];

    public function __construct(private ApiKey $apiKey)
    {
    }

    /** The text in UTF-8 without the key; line breaks and everything else stay. */
    public function redact(string $text): string
    {
        $key = $this->apiKey->reveal();
        $text = Text::utf8($text);
        if (strlen($key) < self::MIN_LENGTH) {
            return $text;
        }
        $redacted = self::withoutForms($text, new \SensitiveParameterValue($key));
        for ($length = min(strlen($key), strlen($redacted)); $length >= self::MIN_LENGTH; $length--) {
            if (strcasecmp(substr($redacted, -$length), substr($key, 0, $length)) === 0) {
                return substr($redacted, 0, -$length) . self::REPLACEMENT;
            }
        }
        return $redacted;
    }

    private static function withoutForms(string $text, \SensitiveParameterValue $key): string
    {
        $forms = array_map(self::forms(...), str_split($key->getValue()));
        // A terminal or a browser does not show what is between.
        $pattern = '~' . implode('[\p{Cc}\p{Cf}]*+', $forms) . '~iu';
        // Null is an error of PCRE; then nothing of the text may show.
        return preg_replace($pattern, self::REPLACEMENT, $text) ?? self::REPLACEMENT;
    }

    private static function forms(string $character): string
    {
        $hex = bin2hex($character);
        $decimal = ord($character);
        $entity = self::ENTITIES[$character] ?? null;
        return '(?:\\\\*' . preg_quote($character, '~') . "|\\\\+u00$hex|%(?:25)*$hex|&\\#x0*$hex;?|&\\#0*$decimal;?"
            . ($entity === null ? ')' : "|&$entity;)");
    }

    /** The text on one line, without the key and without characters that are not seen. */
    public function redactLine(string $text): string
    {
        // Control characters and invisible formatting (bidirectional overrides, zero width) fake what a reader sees.
        return trim((string) preg_replace('/[\p{Cc}\p{Cf}\x{2028}\x{2029} ]+/u', ' ', $this->redact($text)));
    }
}
