<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The callback `shouldCancel` returned true. A request that was sent keeps running and may be billed. */
final class CancelledException extends PixverseException
{
}
