<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The account has too few credits, or the service refused a value (406): the body tells them apart. */
final class InsufficientCreditsException extends PixverseException
{
}
