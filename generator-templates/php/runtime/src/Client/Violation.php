<?php

declare(strict_types=1);

namespace Pixverse\Client;

/** One thing that is wrong with a request. */
final readonly class Violation implements \JsonSerializable, \Stringable
{
    /**
     * @param list<string> $fields the fields that the rule is about, as they are named in the JSON
     * @param string $message such as `duration must be one of 5, 8, but was 7`
     * @param bool $isUnknownField whether the document does not know the field
     */
    public function __construct(
        public array $fields,
        public string $message,
        public bool $isUnknownField = false,
    ) {
    }

    public function __toString(): string
    {
        return $this->message;
    }

    /** @return array{fields: list<string>, message: string} */
    public function jsonSerialize(): array
    {
        return ['fields' => $this->fields, 'message' => $this->message];
    }
}
