<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

use Pixverse\Client\Exception\InvalidArgumentException;

/**
 * A key that can be sent. PHP hides the value from var_dump, print_r, var_export, casts and stack traces, and refuses to
 * serialize it.
 *
 * @internal
 */
final readonly class ApiKey
{
    private \SensitiveParameterValue $value;

    public function __construct(#[\SensitiveParameter] string $value)
    {
        $trimmed = trim($value);
        if ($trimmed === '') {
            throw new InvalidArgumentException('apiKey must be the secret key of your account, but was empty');
        }
        if (preg_match('/^[!-~]+$/D', $trimmed) !== 1) {
            throw new InvalidArgumentException(
                'apiKey must be visible ASCII characters only, but holds a line break, space or other character'
                . ' that a header cannot hold (not shown here)'
            );
        }
        $this->value = new \SensitiveParameterValue($trimmed);
    }

    public function reveal(): string
    {
        return $this->value->getValue();
    }
}
