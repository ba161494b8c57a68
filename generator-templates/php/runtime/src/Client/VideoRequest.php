<?php

declare(strict_types=1);

namespace Pixverse\Client;

use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Internal\Json;
use Pixverse\Client\Internal\RequestSchema;

/** What all requests have in common: each is an immutable JSON object. Fields that are not set are not sent. */
abstract readonly class VideoRequest implements \JsonSerializable
{
    /** @var array<array-key, mixed> */
    private array $fields;

    /** @var array<array-key, mixed> */
    private array $additional;

    /**
     * @internal
     * @param array<string, mixed> $fields by the document's names; those that are null are not set
     * @param array<array-key, mixed> $additionalProperties
     */
    protected function __construct(array $fields, array $additionalProperties)
    {
        $this->initialize(array_filter($fields, fn (mixed $value): bool => $value !== null), $additionalProperties);
    }

    /**
     * @param array<array-key, mixed> $fields
     * @param array<array-key, mixed> $additional
     */
    private function initialize(array $fields, array $additional): void
    {
        foreach (array_keys($additional) as $name) {
            if ($name === '' || static::schema()->isKnown((string) $name)) {
                $names = implode(', ', static::schema()->names());
                throw new InvalidArgumentException(
                    "name of an additional property must be text other than the fields with arguments of their own ($names),"
                    . ' but was ' . Json::excerpt((string) $name)
                );
            }
        }
        $plain = fn (mixed $value): mixed => $value instanceof \BackedEnum ? $value->value : $value;
        $this->fields = array_map($plain, $fields + static::schema()->defaults() + $additional);
        $this->additional = $additional;
    }

    /** @internal */
    abstract protected static function schema(): RequestSchema;

    /**
     * A request from raw JSON values. They are validated when the request is sent, and {@see violations()} lists what is
     * wrong with them. Required fields that have a default start with it.
     *
     * @param array<array-key, mixed> $fields by the document's names
     * @param array<array-key, mixed> $additionalProperties fields that the document does not know, to send on purpose
     */
    final public static function fromArray(array $fields, array $additionalProperties = []): static
    {
        $request = (new \ReflectionClass(static::class))->newInstanceWithoutConstructor();
        $request->initialize($fields, $additionalProperties);
        return $request;
    }

    /**
     * The same for the text of one JSON object.
     *
     * @param array<array-key, mixed> $additionalProperties
     * @throws InvalidArgumentException when it is something else
     */
    final public static function fromJson(string $json, array $additionalProperties = []): static
    {
        $fields = json_decode($json);
        if (!$fields instanceof \stdClass) {
            throw new InvalidArgumentException('json must be the text of one JSON object, but was ' . Json::excerpt($json));
        }
        return self::fromArray((array) $fields, $additionalProperties);
    }

    /**
     * Every rule of the document that this request breaks, combinations of fields included, and every field that the
     * document does not know and that is not an additional property.
     *
     * @return list<Violation> empty if there are none
     */
    final public function violations(): array
    {
        return static::schema()->violations($this->fields, $this->additional);
    }

    /** @return array<array-key, mixed> the fields that are sent, by the document's names */
    final public function toArray(): array
    {
        return $this->fields;
    }

    /** An object, because an array with the keys 0, 1, 2 is a JSON array. */
    final public function jsonSerialize(): object
    {
        return (object) $this->fields;
    }

    /** @internal */
    final protected function value(string $name, string $type): mixed
    {
        $value = $this->fields[$name] ?? null;
        if ($value === null) {
            return null;
        }
        if (is_subclass_of($type, \BackedEnum::class)) {
            foreach ($type::cases() as $constant) {
                if (Internal\FieldConstraint::isSame($value, $constant->value)) {
                    return $constant;
                }
            }
        } elseif ($type === 'float' && is_int($value)) {
            return (float) $value;
        } elseif ($type === 'int' && is_float($value) && (float) (int) $value === $value) {
            return (int) $value;
        } elseif (get_debug_type($value) === $type) {
            return $value;
        }
        $type = substr(strrchr("\\$type", '\\'), 1);
        throw new Exception\LogicException("$name must be a value of type $type, but was " . Json::excerpt($value));
    }
}
