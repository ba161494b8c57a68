<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

use Pixverse\Client\Billing;
use Pixverse\Client\Internal\Failure;
use Pixverse\Client\Operation;
use Pixverse\Client\Violation;

/** The client did not send the request. The message names everything that is wrong with it, one violation per line. */
final class InvalidRequestException extends PixverseException
{
    /**
     * The broken rules in the document's order, then the unknown fields; empty if the request is not valid JSON.
     *
     * @var list<Violation>
     */
    public readonly array $violations;

    /**
     * @internal
     * @param list<Violation> $violations
     */
    public function __construct(Failure $failure, array $violations = [])
    {
        parent::__construct($failure);
        $this->violations = $violations;
    }

    /**
     * @internal
     * @param list<Violation> $violations
     */
    public static function of(Operation $operation, array $violations): self
    {
        $reason = 'the request breaks the rules of the document:';
        foreach ($violations as $violation) {
            $reason .= "\n  $violation->message";
        }
        return new self(new Failure($operation, "$reason\n ", Billing::NOT_SENT), $violations);
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return parent::jsonSerialize() + ['violations' => $this->violations];
    }
}
