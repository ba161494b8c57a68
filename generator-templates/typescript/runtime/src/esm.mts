// The same module for import and for require, so that `instanceof` holds across both. Named one by one, because
// `export *` would also export the mark of a compiled module.
export type * from './index.js';
export {
    AbortError,
    BadRequestError,
    CallTimeoutError,
    ConnectionError,
    ForbiddenError,
    InsufficientCreditsError,
    InvalidRequestError,
    JobFailedError,
    JobTimeoutError,
    mapSettled,
    NotFoundError,
    OPERATIONS,
    Pixverse,
    PixverseError,
    RateLimitedError,
    SaveFailedError,
    ServerError,
    UnauthorizedError,
    UnexpectedResponseError,
} from './index.js';
