<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Violation;

/**
 * Values that are allowed one by one but not together.
 *
 * @internal
 */
final readonly class ExcludedCombination
{
    /** @param array<string, int|float|string|bool> $values by field */
    public function __construct(private string $reason, private array $values)
    {
    }

    /** @param array<array-key, mixed> $request */
    public function violation(array $request): ?Violation
    {
        $given = [];
        foreach ($this->values as $field => $excluded) {
            if (!array_key_exists($field, $request) || !FieldConstraint::isSame($request[$field], $excluded)) {
                return null;
            }
            $given[] = "$field " . Json::excerpt($request[$field]);
        }
        return new Violation(
            array_keys($this->values),
            implode(' and ', $given) . " must not be combined: $this->reason"
        );
    }
}
