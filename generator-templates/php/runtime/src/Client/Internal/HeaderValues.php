<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Http\ResponseHead;

/**
 * The last value of each header, with the API key redacted, read as a type.
 *
 * @internal
 */
final readonly class HeaderValues
{
    /** @var array<array-key, string> by name in lower case */
    private array $values;

    public function __construct(ResponseHead $head, KeyRedactor $redactor)
    {
        $values = [];
        foreach (array_keys($head->headers()) as $name) {
            $values[$redactor->redactLine((string) $name)] = $redactor->redactLine($head->value((string) $name) ?? '');
        }
        $this->values = $values;
    }

    public function string(string $name): ?string
    {
        $value = $this->values[strtolower($name)] ?? '';
        return $value === '' ? null : $value;
    }

    public function float(string $name): ?float
    {
        $value = $this->string($name) ?? '';
        return is_numeric($value) && is_finite((float) $value) ? (float) $value : null;
    }

    public function int(string $name): ?int
    {
        $value = filter_var($this->string($name) ?? '', FILTER_VALIDATE_INT, FILTER_NULL_ON_FAILURE);
        return is_int($value) ? $value : null;
    }
}
