import { test } from 'node:test';
import { expectTypeOf } from 'expect-type';
import {
    type AbortError,
    type Billing,
    type CallOptions,
    type HistoryEntry,
    type ImageToVideoRequest,
    type JobStatus,
    type JobTimeoutError,
    mapSettled,
    Pixverse,
    type PixverseError,
    type PixverseOptions,
    type Quality,
    type RateLimitedError,
    type SavedVideo,
    type SaveFailedError,
    type TextToVideoRequest,
    type Video,
    type VideoJob,
    type VideoMetadata,
} from 'pixverse-client';

/** Checked by the compiler, never called. */
async function checkTypes(client: Pixverse, video: Video): Promise<void> {
    expectTypeOf(client.textToVideo({ prompt: 'x' })).resolves.toEqualTypeOf<Video>();
    expectTypeOf(client.textToVideo({ prompt: 'x' }, { timeoutMs: 1 })).resolves.toEqualTypeOf<Video>();
    expectTypeOf(client.textToVideo({ prompt: 'x' }, { saveTo: 'x' })).resolves.toEqualTypeOf<SavedVideo>();
    expectTypeOf(
        client.textToVideo({ prompt: 'x' }, { saveTo: new URL('file:///x') }),
    ).resolves.toEqualTypeOf<SavedVideo>();

    // @ts-expect-error The prompt is required.
    client.textToVideo({});
    // @ts-expect-error A misspelt field.
    client.textToVideo({ prompt: 'x', nagative_prompt: 'y' });
    // @ts-expect-error Not a value of the list.
    client.textToVideo({ prompt: 'x', quality: '4k' });
    // @ts-expect-error A misspelt option.
    client.textToVideo({ prompt: 'x' }, { saveto: 'x' });
    // @ts-expect-error There is no key without an option of this name.
    new Pixverse({ key: 'x' });
    // @ts-expect-error No other transport.
    new Pixverse({ apiKey: 'x', fetch });
    // @ts-expect-error The key cannot be read.
    client.apiKey;

    expectTypeOf<PixverseOptions['apiKey']>().toEqualTypeOf<string | (() => string | Promise<string>)>();
    expectTypeOf<CallOptions['signal']>().toEqualTypeOf<AbortSignal | undefined>();
    expectTypeOf<Quality>().toEqualTypeOf<'360p' | '540p' | '720p' | '1080p'>();
    expectTypeOf<TextToVideoRequest['duration']>().toEqualTypeOf<5 | 8 | undefined>();
    expectTypeOf<TextToVideoRequest['seed']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<ImageToVideoRequest['seed']>().toEqualTypeOf<number | bigint | undefined>();
    expectTypeOf<ImageToVideoRequest['image_url']>().toEqualTypeOf<string>();

    const { metadata } = video;
    expectTypeOf(metadata).toEqualTypeOf<VideoMetadata>();
    expectTypeOf<VideoMetadata['cost']>().toEqualTypeOf<number | undefined>();
    expectTypeOf(video.stream()).toEqualTypeOf<ReadableStream<Uint8Array>>();
    expectTypeOf(video.bytes()).resolves.toEqualTypeOf<Uint8Array>();
    expectTypeOf(video.saveTo('x')).resolves.toEqualTypeOf<SavedVideo>();
    // @ts-expect-error Metadata is read-only.
    video.metadata = metadata;

    expectTypeOf<PixverseError['billing']>().toEqualTypeOf<Billing>();
    expectTypeOf<Billing>().toEqualTypeOf<'NOT_SENT' | 'NOT_BILLED' | 'UNKNOWN' | 'BILLED'>();
    expectTypeOf<RateLimitedError>().toExtend<PixverseError>();
    expectTypeOf<RateLimitedError['retryAfterMs']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<SaveFailedError['savedTo']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<AbortError>().not.toExtend<PixverseError>();

    expectTypeOf<JobTimeoutError['jobId']>().toEqualTypeOf<string>();

    const job = await client.submitTextToVideo({ prompt: 'x' });
    expectTypeOf(job).toEqualTypeOf<VideoJob>();
    expectTypeOf(client.job('x')).toEqualTypeOf<VideoJob>();
    expectTypeOf(job.wait({ deadlineMs: 1 })).resolves.toEqualTypeOf<Video>();
    expectTypeOf(job.status()).resolves.toEqualTypeOf<JobStatus>();
    expectTypeOf((await job.result()).metrics?.cost).toEqualTypeOf<number | undefined>();
    expectTypeOf((await client.history({ status: 'PENDING' })).data).toEqualTypeOf<readonly HistoryEntry[]>();
    expectTypeOf(client.historyEntry('x')).resolves.toEqualTypeOf<HistoryEntry>();
    expectTypeOf((await client.credits()).free_credits).toEqualTypeOf<number | undefined>();
    expectTypeOf(client.upload(new Uint8Array())).resolves.toEqualTypeOf<string>();
    // @ts-expect-error A job has no video in its result type, only a wait for it.
    job.bytes;
    // @ts-expect-error A submitted job saves nothing.
    client.submitTextToVideo({ prompt: 'x' }, { saveTo: 'x' });
    // @ts-expect-error Not a state of the history.
    client.history({ status: 'QUEUED' });
    // @ts-expect-error A response is read-only.
    (await job.result()).seed = 7;

    const outcomes = await mapSettled(['x'], (prompt) => client.textToVideo({ prompt }), { maxConcurrency: 2 });
    expectTypeOf(outcomes).toEqualTypeOf<(PromiseSettledResult<Video> & { readonly item: string })[]>();
}

test('the types are checked by the compiler', () => {
    expectTypeOf(checkTypes).toBeFunction();
});
