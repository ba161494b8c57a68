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
    JobFailedError,
    JobTimeoutError,
    NotFoundError,
    PixverseError,
    RateLimitedError,
    SaveFailedError,
    ServerError,
    UnauthorizedError,
    UnexpectedResponseError,
    type Violation,
} from './errors.js';
export type { JobCandidate } from './history-lookup.js';
export type { JobStatusListener, VideoJob } from './job.js';
export { type MapSettledOptions, mapSettled, type SettledItem } from './map-settled.js';
export type { VideoMetadata } from './metadata.js';
export * from './models/index.js';
export type {
    ApiKeySource,
    CallOptions,
    PixverseOptions,
    ReadOptions,
    SavingCallOptions,
    SubmitOptions,
    UploadOptions,
    WaitOptions,
} from './options.js';
export { type HistoryFilters, OPERATIONS, Pixverse, type SentRequest } from './pixverse.js';
export type { ProgressListener, SavedVideo, SaveOptions, Video } from './video.js';
