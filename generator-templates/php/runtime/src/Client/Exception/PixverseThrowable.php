<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** Everything that this library throws. */
interface PixverseThrowable extends \Throwable
{
}
