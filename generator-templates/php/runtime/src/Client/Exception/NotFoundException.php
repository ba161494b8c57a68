<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The endpoint does not exist (404). */
final class NotFoundException extends PixverseException
{
}
