<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The API key is missing or invalid (401). */
final class UnauthorizedException extends PixverseException
{
}
