<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

use Pixverse\Client\Billing;
use Pixverse\Client\Internal\Failure;

/**
 * A call without a video. The message names the operation, the status code, the request id where known, the service's
 * own text, and the billing status. No property contains the API key.
 */
abstract class PixverseException extends \RuntimeException implements PixverseThrowable, \JsonSerializable
{
    /** Check it before you call again. */
    public readonly Billing $billing;

    /** The HTTP status code of the response; 0 if no response came. */
    public readonly int $status;

    /** The service's id of the call, for its support; null if the response has none. */
    public readonly ?string $requestId;

    /** The body of the response as text, cut after 64 KiB, with the API key redacted. */
    public readonly string $body;

    /** @internal */
    public function __construct(Failure $failure)
    {
        parent::__construct($failure->message(), $failure->status, $failure->cause);
        $this->billing = $failure->billing;
        $this->status = $failure->status;
        $this->requestId = $failure->requestId;
        $this->body = $failure->body;
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return [
            'error' => static::class,
            'message' => $this->getMessage(),
            'billing' => $this->billing->value,
            'status' => $this->status,
            'requestId' => $this->requestId,
            'body' => $this->body,
        ];
    }

    /**
     * Without the trace, whose arguments often cannot be serialized, and without the previous exception.
     *
     * @return array<string, mixed>
     */
    public function __serialize(): array
    {
        $data = ['file' => $this->file, 'line' => $this->line, 'message' => $this->message, 'code' => $this->code];
        foreach ((new \ReflectionObject($this))->getProperties(\ReflectionProperty::IS_READONLY) as $property) {
            $data[$property->name] = $property->getValue($this);
        }
        return $data;
    }

    /** @param array<string, mixed> $data */
    public function __unserialize(array $data): void
    {
        foreach ($data as $name => $value) {
            $property = new \ReflectionProperty($this, $name);
            // A readonly property is initialised in the scope of the class that declares it.
            $property->isReadOnly()
                ? (fn () => $this->$name = $value)->bindTo($this, $property->class)()
                : $this->$name = $value;
        }
    }
}
