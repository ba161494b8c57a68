import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Video } from 'pixverse-client';
import {
    errorOf,
    json,
    KEY,
    MP4,
    PROMPT,
    type Responder,
    respondWith,
    response,
    routes,
    type StubServer,
    sleep,
    withServer,
} from './stub-server.js';

const ID = 'job-1';
const TYPE = { 'Content-Type': 'video/mp4' };
const HALF = MP4.length / 2;

/** The file, cut after so many bytes. */
function cut(length: number, headers: Record<string, string> = {}): Buffer {
    const whole = response(200, { ...TYPE, ...headers }, MP4);
    return whole.subarray(0, whole.length - MP4.length + length);
}

/** The rest of the file from this byte, as a part. */
function rest(from: number, range = `bytes ${from}-${MP4.length - 1}/${MP4.length}`): Buffer {
    return response(206, { ...TYPE, 'Content-Range': range }, MP4.subarray(from));
}

/** The video of a job whose file this server has. */
async function withVideo(
    files: Responder,
    run: (video: Video, files: StubServer) => Promise<void>,
    options: { deadlineMs?: number; timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<void> {
    await withServer(files, async (fileServer) => {
        const known = {
            [`/v2/requests/${ID}/status`]: [json(200, { status: 'COMPLETED' })],
            [`/v2/requests/${ID}`]: [json(200, { output: `${fileServer.url}/boat.mp4` })],
        };
        await withServer(routes(known), async (server) => {
            await run(await server.client().job(ID).wait(options), fileServer);
        });
    });
}

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'pixverse-test-'));
    try {
        await run(folder);
    } finally {
        await rm(folder, { recursive: true });
    }
}

/** Ends after the bytes have arrived: a client may not see what comes right before a reset. */
function breaking(...bytes: Buffer[]): Responder {
    return async (socket, index) => {
        socket.write(bytes[Math.min(index, bytes.length - 1)] ?? '');
        await sleep(200);
        socket.destroy();
    };
}

describe('a download that breaks off', { concurrency: 4 }, () => {
    test('is resumed where it ended, without the key, if the file is the same', async () => {
        await withVideo(breaking(cut(HALF, { ETag: '"v1"' }), rest(HALF)), async (video, files) => {
            assert.deepEqual(Buffer.from(await video.bytes()), MP4);
            const request = files.requests[1] ?? '';
            assert.match(request, new RegExp(`\\r\\nRange: bytes=${HALF}-\\r\\nIf-Range: "v1"\\r\\n`));
            assert.match(request, /\r\nAccept-Encoding: identity\r\n/);
            assert.ok(!files.requests.join().includes(KEY));
            assert.equal(files.requests.length, 2);
        });
    });

    const dates = { 'Last-Modified': 'Thu, 01 Jan 2026 00:00:00 GMT', Date: 'Thu, 01 Jan 2026 00:00:02 GMT' };
    test('is resumed with a date that is old enough', async () => {
        await withVideo(breaking(cut(HALF, dates), rest(HALF)), async (video, files) => {
            assert.deepEqual(Buffer.from(await video.bytes()), MP4);
            assert.match(files.requests[1] ?? '', /If-Range: Thu, 01 Jan 2026 00:00:00 GMT\r\n/);
        });
    });

    const weak: Record<string, Record<string, string>> = {
        'no validator': {},
        'a weak tag': { ETag: 'W/"v1"' },
        'a date that is too new': { ...dates, Date: 'Thu, 01 Jan 2026 00:00:01 GMT' },
    };
    for (const [what, headers] of Object.entries(weak)) {
        test(`is restarted with ${what}, and continues where it ended`, async () => {
            await withVideo(breaking(cut(HALF, headers), cut(MP4.length)), async (video, files) => {
                assert.deepEqual(Buffer.from(await video.bytes()), MP4);
                assert.ok(!/\r\n(?:Range|If-Range):/i.test(files.requests[1] ?? ''));
            });
        });
    }

    test('continues after several breaks, also of one byte at a time', async () => {
        const tag = { ETag: '"v1"' };
        const responses = [cut(1, tag), rest(1).subarray(0, -MP4.length + 3), rest(3)];
        await withVideo(breaking(...responses), async (video, files) => {
            assert.deepEqual(Buffer.from(await video.bytes()), MP4);
            assert.match(files.requests[2] ?? '', /Range: bytes=3-/);
        });
    });

    test('is not continued with another part, another status or a shorter file', async () => {
        const responses = [
            cut(HALF, { ETag: '"v1"' }),
            rest(HALF, `bytes 0-1/${MP4.length}`),
            json(500, {}),
            rest(HALF),
        ];
        await withVideo(breaking(...responses), async (video, files) => {
            assert.deepEqual(Buffer.from(await video.bytes()), MP4);
            assert.equal(files.requests.length, 4);
        });
    });

    const other = Buffer.from(MP4);
    other.write('x', HALF - 1);
    const changed: Record<string, Buffer> = {
        'other bytes': response(200, TYPE, other),
        'another length': response(200, TYPE, Buffer.concat([MP4, MP4])),
    };
    for (const [what, bytes] of Object.entries(changed)) {
        test(`fails at once if the file has ${what} now, with BILLED and the address`, async () => {
            await withVideo(breaking(cut(HALF), bytes), async (video, files) => {
                const error = await errorOf(video.bytes());
                assert.deepEqual([error.name, error.billing], ['ConnectionError', 'BILLED']);
                assert.ok(error.message.includes(`the video of job ${ID} at ${files.url}/boat.mp4 is finished`));
                assert.match(error.message, new RegExp(`broke off after ${HALF} of ${MP4.length} bytes`));
                assert.equal(files.requests.length, 2);
            });
        });
    }

    test('fails after five attempts that bring nothing, and leaves no file', { timeout: 120_000 }, async () => {
        await withFolder(async (folder) => {
            await withVideo(breaking(cut(HALF, { ETag: '"v1"' }), Buffer.alloc(0)), async (video, files) => {
                const error = await errorOf(video.saveTo(join(folder, 'boat.mp4')));
                assert.deepEqual([error.name, error.billing], ['ConnectionError', 'BILLED']);
                assert.equal(files.requests.length, 6);
                assert.deepEqual(await readdir(folder), []);
            });
        });
    });

    test('is resumed after silence', async () => {
        const responder: Responder = (socket, index) => {
            socket.write(index === 0 ? cut(HALF, { ETag: '"v1"' }) : rest(HALF));
        };
        await withVideo(
            responder,
            async (video, files) => {
                assert.deepEqual(Buffer.from(await video.bytes()), MP4);
                assert.equal(files.requests.length, 2);
            },
            { timeoutMs: 3_000 },
        );
    });

    test('is saved whole, with the progress of the whole file', async () => {
        await withFolder(async (folder) => {
            await withVideo(breaking(cut(HALF, { ETag: '"v1"' }), rest(HALF)), async (video) => {
                const progress: (number | undefined)[][] = [];
                const target = join(folder, 'new', 'boat.mp4');
                const saved = await video.saveTo(target, {
                    onProgress: (savedBytes, totalBytes) => progress.push([savedBytes, totalBytes]),
                });
                assert.deepEqual([saved.path, saved.size], [target, MP4.length]);
                assert.deepEqual(await readFile(target), MP4);
                assert.deepEqual(progress[0], [HALF, MP4.length]);
                assert.deepEqual(progress.at(-1), [MP4.length, MP4.length]);
            });
        });
    });

    test('ends with the signal, while it waits to be resumed', async () => {
        const controller = new AbortController();
        await withVideo(
            breaking(cut(HALF)),
            async (video) => {
                setTimeout(() => controller.abort(), 600);
                const error = await errorOf(video.bytes());
                assert.deepEqual([error.name, error.billing], ['AbortError', 'BILLED']);
            },
            { signal: controller.signal },
        );
    });

    test('ends when the video is closed, and is not requested again', async () => {
        await withVideo(breaking(cut(HALF)), async (video, files) => {
            const reading = errorOf(video.bytes());
            await sleep(600);
            video.close();
            assert.equal((await reading).name, 'ConnectionError');
            await sleep(1_500);
            assert.equal(files.requests.length, 1);
        });
    });
});

test('a deadline does not end the transfer of a video', async () => {
    const responder: Responder = async (socket) => {
        socket.write(cut(HALF));
        await sleep(4_500);
        socket.end(MP4.subarray(HALF));
    };
    await withVideo(
        responder,
        async (video, files) => {
            assert.deepEqual(Buffer.from(await video.bytes()), MP4);
            assert.equal(files.requests.length, 1);
        },
        { deadlineMs: 4_000 },
    );
});

test('a video that a blocking call downloads from an address is resumed, too', async () => {
    await withServer(breaking(cut(HALF, { ETag: '"v1"' }), rest(HALF)), async (files) => {
        await withServer(respondWith(json(200, { output: `${files.url}/boat.mp4` })), async (server) => {
            const video = await server.client().textToVideo(PROMPT);
            assert.deepEqual(Buffer.from(await video.bytes()), MP4);
            assert.match(files.requests[1] ?? '', new RegExp(`Range: bytes=${HALF}-`));
            assert.equal(server.requests.length, 1);
        });
    });
});
