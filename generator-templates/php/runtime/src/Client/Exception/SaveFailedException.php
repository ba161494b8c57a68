<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

use Pixverse\Client\Internal\Failure;

/** The video cannot be saved to its target. Check `billing`: before the request was sent, nothing is lost. */
final class SaveFailedException extends PixverseException
{
    /** The file that contains the bytes instead; null if nothing was sent, or if no file could be created at all. */
    public readonly ?string $savedTo;

    /** @internal */
    public function __construct(Failure $failure, ?string $savedTo = null)
    {
        parent::__construct($failure);
        $this->savedTo = $savedTo;
    }
}
