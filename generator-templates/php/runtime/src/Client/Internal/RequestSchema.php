<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Violation;

/**
 * The rules of one kind of request: one for each field, then the combinations that are excluded.
 *
 * @internal
 */
final readonly class RequestSchema
{
    private const PLAIN_NAME = '/^[\w.-]{1,100}$/D';

    /**
     * @param string $request the name of the kind of request
     * @param array<string, FieldConstraint> $fields by the document's names
     * @param list<ExcludedCombination> $combinations
     */
    public function __construct(
        private string $request,
        private array $fields,
        private array $combinations = [],
    ) {
    }

    /** @return array<string, mixed> the fields that are sent even if they are not set */
    public function defaults(): array
    {
        $defaults = [];
        foreach ($this->fields as $name => $constraint) {
            if ($constraint->isRequired && $constraint->default !== null) {
                $defaults[$name] = $constraint->default;
            }
        }
        return $defaults;
    }

    public function isKnown(string $name): bool
    {
        return isset($this->fields[$name]);
    }

    /** @return list<string> */
    public function names(): array
    {
        return array_keys($this->fields);
    }

    /**
     * @param array<array-key, mixed> $request the fields as JSON values
     * @param array<array-key, mixed> $additional the fields that are sent although the document does not know them
     * @return list<Violation>
     */
    public function violations(array $request, array $additional): array
    {
        $violations = [];
        foreach ($this->fields as $name => $constraint) {
            $isSet = array_key_exists($name, $request);
            if ($isSet && !$constraint->accepts($request[$name])) {
                $violations[] = $this->violation($name, $constraint, $request[$name]);
            } elseif (!$isSet && $constraint->isRequired) {
                $violations[] = new Violation([$name], "$name must be $constraint->allowed, but was missing");
            }
        }
        foreach ($this->combinations as $combination) {
            $violations[] = $combination->violation($request);
        }
        foreach (array_diff_key($request, $this->fields, $additional) as $name => $value) {
            $violations[] = $this->unknown((string) $name, $value);
        }
        return array_values(array_filter($violations));
    }

    private function violation(string $name, FieldConstraint $constraint, mixed $value): Violation
    {
        $isText = !is_string($value) || Text::isUtf8($value);
        return new Violation(
            [$name],
            "$name must be " . ($isText ? $constraint->allowed : 'text in UTF-8') . ', but was ' . Json::excerpt($value)
        );
    }

    private function unknown(string $name, mixed $value): Violation
    {
        $nearest = NearestName::among($this->names(), $name);
        $shown = preg_match(self::PLAIN_NAME, $name) === 1 ? $name : Json::excerpt($name);
        return new Violation(
            [$name],
            "$shown must be a field of $this->request"
            . ($nearest === null ? '' : " (did you mean \"$nearest\"?)")
            . ' or an additional property, but was ' . Json::excerpt($value),
            isUnknownField: true
        );
    }
}
