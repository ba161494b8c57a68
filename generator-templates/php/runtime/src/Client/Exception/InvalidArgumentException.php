<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** An option or an argument is invalid. Nothing was sent. */
final class InvalidArgumentException extends \InvalidArgumentException implements PixverseThrowable
{
}
