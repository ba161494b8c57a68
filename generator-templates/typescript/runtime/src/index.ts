export type { Billing } from './billing.js';
export {
    AbortError,
    BadRequestError,
    CallTimeoutError,
    ConnectionError,
    type Failure,
    ForbiddenError,
    InsufficientCreditsError,
    InvalidRequestError,
    NotFoundError,
    PixverseError,
    RateLimitedError,
    SaveFailedError,
    ServerError,
    UnauthorizedError,
    UnexpectedResponseError,
    type Violation,
} from './errors.js';
export { type MapSettledOptions, mapSettled } from './map-settled.js';
export type { VideoMetadata } from './metadata.js';
export * from './models/index.js';
export type { ApiKeySource, CallOptions, PixverseOptions, SavingCallOptions } from './options.js';
export { OPERATIONS, Pixverse } from './pixverse.js';
export type { ProgressListener, SavedVideo, SaveOptions, Video } from './video.js';
