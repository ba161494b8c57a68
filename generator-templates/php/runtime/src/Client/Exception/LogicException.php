<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The program uses an object in a way that it does not support, such as reading a video twice. */
final class LogicException extends \LogicException implements PixverseThrowable
{
}
