<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** Nothing was received for longer than the timeout. */
final class TimeoutException extends PixverseException
{
}
