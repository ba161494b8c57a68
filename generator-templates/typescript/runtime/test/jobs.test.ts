import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import type { Pixverse, VideoJob, WaitOptions } from 'pixverse-client';
import {
    errorOf,
    json,
    KEY,
    MP4,
    PROMPT,
    type Responder,
    type Routes,
    respondWith,
    response,
    routes,
    type StubServer,
    VIDEO,
    withServer,
} from './stub-server.js';

const ID = '5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98';
const SUBMIT = '/v2/pixverse-text2video';
const STATUS = `/v2/requests/${ID}/status`;
const RESULT = `/v2/requests/${ID}`;
const HISTORY = `/inference-request/request-history/${ID}`;

const ACCEPTED = json(200, { request_id: ID, status: 'QUEUED' });
const COMPLETED = json(200, { status: 'COMPLETED' });
const state = (status: string): Buffer => json(200, { request_id: ID, status });
const at = (url: string): Buffer => json(200, { status: 'COMPLETED', video: { url }, metrics: { cost: 0.45 } });

/** A file server, and a server with the jobs. */
async function withJobs(
    known: (files: StubServer) => Routes,
    run: (job: VideoJob, server: StubServer, files: StubServer) => Promise<void>,
    files: Responder = respondWith(VIDEO),
): Promise<void> {
    await withServer(files, async (fileServer) => {
        await withServer(routes(known(fileServer)), async (server) => {
            await run(server.client().job(ID), server, fileServer);
        });
    });
}

const finished = (files: StubServer): Routes => ({ [STATUS]: [COMPLETED], [RESULT]: [at(`${files.url}/boat.mp4`)] });

async function bytesOf(job: VideoJob, options?: WaitOptions): Promise<Buffer> {
    return Buffer.from(await (await job.wait(options)).bytes());
}

/** Also of the methods that make requests, which do not tell which request belongs to which. */
type Submit = (request: object) => Promise<VideoJob>;

describe('a submitted job', { concurrency: 4 }, () => {
    const paths: Record<string, [string, object?]> = {
        submitTextToVideo: ['/v2/pixverse-text2video'],
        submitImageToVideo: ['/v2/pixverse-image2video', { image_url: 'https://example.com/a.png' }],
        submitV5Video: ['/v2/pixverse-5-video'],
        submitV5Extend: ['/v2/pixverse-5-extend'],
        submitV6Video: ['/v2/pixverse-v6'],
    };
    for (const [method, [path, more]] of Object.entries(paths)) {
        test(`by ${method} has an id, and is sent once`, async () => {
            await withServer(respondWith(ACCEPTED), async (server) => {
                const client = server.client();
                const submit = client[method as keyof Pixverse] as unknown as Submit;
                const job = await submit.call(client, { ...PROMPT, ...more });
                assert.equal(job.id, ID);
                assert.equal(JSON.stringify(job), `{"id":"${ID}"}`);
                assert.equal(server.requests.length, 1);
                const request = server.requests[0] ?? '';
                assert.ok(request.startsWith(`POST ${path} HTTP/1.1\r\n`), request);
                assert.match(request, new RegExp(`\\r\\nx-api-key: ${KEY}\\r\\n`));
                assert.match(request, /"prompt":"A paper boat"/);
            });
        });
    }

    test('that is invalid is not sent', async () => {
        await withServer(respondWith(ACCEPTED), async (server) => {
            const error = await errorOf(server.client().submitTextToVideo({ prompt: 'x', duration: 7 } as never));
            assert.equal(error.name, 'InvalidRequestError');
            assert.match(error.message, /^submitTextToVideo: the request breaks .*\n {2}duration must be one of 5, 8/);
            const options = await errorOf(server.client().submitTextToVideo(PROMPT, { saveTo: 'x' } as never));
            assert.match(options.message, /saveTo must be left out, because there is no such option/);
            assert.equal(server.connections, 0);
        });
    });

    const lost: [string, string | Buffer, string, RegExp][] = [
        ['no response', '', 'ConnectionError', /^submitTextToVideo: no response came/],
        ['a cut head', 'HTTP/1.1 200 OK\r\nContent-Ty', 'ConnectionError', /no response came/],
        ['a cut id', ACCEPTED.subarray(0, -20), 'ConnectionError', /200: the response broke off/],
        ['no id', json(200, { status: 'QUEUED' }), 'UnexpectedResponseError', /must be JSON with the id of a job, but/],
        ['an id that is none', json(200, { request_id: '../x' }), 'UnexpectedResponseError', /the id of a job/],
        ['a page', response(200, { 'Content-Type': 'text/html' }, '<p>Hi'), 'UnexpectedResponseError', /but was: Hi /],
        ['a 503', json(503, { error: 'Busy' }, { 'Retry-After': '0' }), 'ServerError', /503: Busy/],
    ];
    for (const [what, bytes, name, message] of lost) {
        test(`whose response is lost (${what}) is UNKNOWN, and not sent again`, async () => {
            await withServer(respondWith(bytes), async (server) => {
                const error = await errorOf(server.client({ maxRetries: 2 }).submitTextToVideo(PROMPT));
                assert.deepEqual([error.name, error.billing], [name, 'UNKNOWN']);
                assert.match(error.message, message);
                assert.match(error.message, /sending it again would start and bill another\]$/);
                assert.equal(server.requests.length, 1);
            });
        });
    }

    test('without a response in time is UNKNOWN', async () => {
        await withServer(
            () => {},
            async (server) => {
                const error = await errorOf(server.client().submitTextToVideo(PROMPT, { timeoutMs: 2_000 }));
                assert.deepEqual([error.name, error.billing], ['CallTimeoutError', 'UNKNOWN']);
            },
        );
    });

    test('that is refused with 429 is sent again', async () => {
        const responder = respondWith(json(429, { error: 'Slow' }, { 'Retry-After': '0' }), ACCEPTED);
        await withServer(responder, async (server) => {
            assert.equal((await server.client({ maxRetries: 1 }).submitTextToVideo(PROMPT)).id, ID);
            assert.equal(server.requests.length, 2);
        });
    });

    test('that is refused is NOT_BILLED', async () => {
        await withServer(respondWith(json(406, { error: 'No credits' })), async (server) => {
            const error = await errorOf(server.client().submitTextToVideo(PROMPT));
            assert.deepEqual([error.name, error.billing], ['InsufficientCreditsError', 'NOT_BILLED']);
        });
    });

    test('that is cancelled is UNKNOWN', async () => {
        const controller = new AbortController();
        await withServer(
            () => controller.abort(),
            async (server) => {
                const { signal } = controller;
                const error = await errorOf(server.client().submitTextToVideo(PROMPT, { signal }));
                assert.deepEqual([error.name, error.billing], ['AbortError', 'UNKNOWN']);
            },
        );
    });
});

describe('waiting', { concurrency: 4 }, () => {
    test('reports the states, and gives the video without showing the key to its host', async () => {
        await withServer(respondWith(VIDEO), async (files) => {
            const known = {
                [SUBMIT]: [ACCEPTED],
                [STATUS]: [state('QUEUED'), state('PROCESSING'), state('SOMETHING_NEW'), COMPLETED],
                [RESULT]: [at(`${files.url}/boat.mp4?a=b`)],
            };
            await withServer(routes(known), async (server) => {
                const reported: [string | undefined, number | undefined][] = [];
                let last = 0;
                const job = await server.client().submitTextToVideo(PROMPT);
                const video = await job.wait({
                    onStatus: (status, elapsedMs, typicalMs) => {
                        reported.push([status.status, typicalMs]);
                        assert.ok(elapsedMs > last && elapsedMs < 60_000);
                        last = elapsedMs;
                    },
                });
                assert.deepEqual(reported, [
                    ['QUEUED', 44_130],
                    ['PROCESSING', 44_130],
                    [undefined, 44_130],
                ]);
                assert.equal(video.contentType, 'video/mp4');
                assert.equal(video.size, MP4.length);
                assert.equal(video.metadata.status, 200);
                assert.deepEqual(Buffer.from(await video.bytes()), MP4);
                assert.equal(files.requests.length, 1);
                assert.match(files.requests[0] ?? '', /^GET \/boat\.mp4\?a=b HTTP/);
                assert.ok(!files.requests.join().includes(KEY));
                assert.ok(!files.requests.join().toLowerCase().includes('x-api-key'));
                assert.deepEqual([server.requestsTo(SUBMIT).length, server.requestsTo(STATUS).length], [1, 4]);
                assert.ok(server.requests.every((request) => request.includes(KEY)));
            });
        });
    });

    test('polls after one second at first, and slower later', async () => {
        const times: number[] = [];
        const poll: Responder = (socket) => {
            times.push(performance.now());
            socket.end(times.length === 4 ? COMPLETED : state('QUEUED'));
        };
        await withJobs(
            (files) => ({ ...finished(files), [STATUS]: [poll] }),
            async (job) => {
                await bytesOf(job);
                const delays = times.slice(1).map((time, index) => time - (times[index] ?? 0));
                assert.ok(
                    delays.every((delay, index) => delay >= 799 * 1.5 ** index),
                    String(delays),
                );
            },
        );
    });

    test('goes on after failures that may pass', async () => {
        const failures = [
            json(500, { error: 'Oops' }),
            json(429, {}, { 'Retry-After': '0' }),
            '',
            'garbage\r\n\r\n',
            response(200, { 'Content-Type': 'text/html' }, '<p>A proxy'),
        ];
        await withJobs(
            (files) => ({ [STATUS]: [...failures, COMPLETED], [RESULT]: ['', at(`${files.url}/boat.mp4`)] }),
            async (job, server, files) => {
                assert.deepEqual(await bytesOf(job), MP4);
                assert.deepEqual([server.requestsTo(STATUS).length, files.requests.length], [6, 1 + 1]);
            },
            respondWith(json(503, {}), VIDEO),
        );
    });

    test('polls again no sooner than a refusal asks', async () => {
        const times: number[] = [];
        const at3 = new Date(Date.now() + 60_000).toISOString();
        const poll: Responder = (socket) => {
            times.push(performance.now());
            const asked = json(429, {}, times.length === 1 ? { 'Retry-After': '3' } : {});
            socket.end(times.length > 1 ? COMPLETED : asked);
        };
        await withJobs(
            (files) => ({ ...finished(files), [STATUS]: [poll] }),
            async (job) => {
                await bytesOf(job);
                assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 3_000, String(times));
            },
        );
        const reset = json(429, {}, { 'x-rate-limit-reset-at-utc': at3 });
        await withJobs(
            () => ({ [STATUS]: [reset] }),
            async (job, server) => {
                const error = await errorOf(job.wait({ deadlineMs: 4_000 }));
                assert.equal(error.name, 'JobTimeoutError');
                assert.equal((error.cause as Error).name, 'RateLimitedError');
                assert.equal(server.requests.length, 1);
            },
        );
    });

    const failed = { status: 'FAILED', error: `The model refused ${KEY}.` };
    for (const status of [200, 422]) {
        test(`ends with a job that failed (${status}), which is NOT_BILLED`, async () => {
            await withJobs(
                () => ({ [STATUS]: [json(status, failed)] }),
                async (job) => {
                    const error = await errorOf(job.wait());
                    assert.deepEqual([error.name, error.billing], ['JobFailedError', 'NOT_BILLED']);
                    assert.match(error.message, /^getJobStatus: .*The model refused <redacted>\./);
                    assert.match(error.message, /\[NOT_BILLED: refused requests and failed jobs are not billed/);
                },
            );
        });
    }

    test('ends with a refusal that will not pass', async () => {
        await withJobs(
            () => ({ [STATUS]: [json(401, { error: 'Bad key' })] }),
            async (job, server) => {
                const error = await errorOf(job.wait());
                assert.deepEqual([error.name, error.billing, error.status], ['UnauthorizedError', 'UNKNOWN', 401]);
                assert.match(error.message, /\[UNKNOWN: this request costs nothing and can be repeated;/);
                assert.equal(server.requests.length, 1);
            },
        );
    });

    test('ends with the deadline, UNKNOWN before the job is completed', async () => {
        await withJobs(
            () => ({ [STATUS]: [state('PROCESSING')] }),
            async (job) => {
                const error = await errorOf(job.wait({ deadlineMs: 1_500 }));
                assert.deepEqual([error.name, error.billing, error.jobId], ['JobTimeoutError', 'UNKNOWN', ID]);
                assert.match(error.message, new RegExp(`job ${ID} had no video within 1\\.5 s, but continues`));
            },
        );
    });

    test('ends with the deadline, BILLED once the job is completed', async () => {
        await withJobs(
            finished,
            async (job) => {
                const error = await errorOf(job.wait({ deadlineMs: 4_000 }));
                assert.deepEqual([error.name, error.billing, error.jobId], ['JobTimeoutError', 'BILLED', ID]);
                assert.equal((error.cause as Error & { billing: string }).billing, 'BILLED');
            },
            respondWith(''),
        );
    });

    const silent: Responder = () => {};
    const trickle: Responder = (socket) => {
        socket.write('HTTP/1.1 500 Oops\r\n\r\n');
        const timer = setInterval(() => socket.write('x'), 50);
        socket.on('close', () => clearInterval(timer));
    };
    for (const [what, responder] of Object.entries({ silent, trickle })) {
        test(`is not prolonged by a server that is ${what}`, async () => {
            await withJobs(
                () => ({ [STATUS]: [responder] }),
                async (job) => {
                    const started = performance.now();
                    assert.equal((await errorOf(job.wait({ deadlineMs: 1_500 }))).name, 'JobTimeoutError');
                    assert.ok(performance.now() - started < 8_000);
                },
            );
        });
    }

    test('is not prolonged by a file that does not come', async () => {
        await withJobs(
            finished,
            async (job) => {
                const error = await errorOf(job.wait({ deadlineMs: 4_000 }));
                assert.deepEqual([error.name, error.billing], ['JobTimeoutError', 'BILLED']);
            },
            (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n'),
        );
    });

    test('ends with the signal, not the job', async () => {
        const reason = new Error('enough');
        const controllers = Array.from({ length: 3 }, () => new AbortController());
        const [inPause, inPoll, inDownload] = controllers.map((controller) => () => controller.abort(reason));
        const queued: Responder = (socket) => {
            socket.end(state('QUEUED'));
            setTimeout(() => inPause?.(), 300);
        };
        const cases: [(files: StubServer) => Routes, Responder, string][] = [
            [() => ({ [STATUS]: [queued] }), silent, 'UNKNOWN'],
            [() => ({ [STATUS]: [() => inPoll?.()] }), silent, 'UNKNOWN'],
            [finished, () => inDownload?.(), 'BILLED'],
        ];
        for (const [index, [known, files, billing]] of cases.entries()) {
            await withJobs(
                known,
                async (job) => {
                    const error = await errorOf(job.wait({ signal: controllers[index]?.signal }));
                    assert.deepEqual([error.name, error.billing, error.cause], ['AbortError', billing, reason]);
                },
                files,
            );
        }
        await withJobs(finished, async (job, server) => {
            assert.equal((await errorOf(job.wait({ signal: AbortSignal.abort() }))).name, 'AbortError');
            assert.equal(server.connections, 0);
        });
    });

    test('goes on if the listener throws, which becomes a warning', async () => {
        const warnings: Error[] = [];
        const onWarning = (warning: Error): number => warnings.push(warning);
        process.on('warning', onWarning);
        let calls = 0;
        await withJobs(
            (files) => ({ ...finished(files), [STATUS]: [state('QUEUED'), state('QUEUED'), COMPLETED] }),
            async (job) => {
                const onStatus = (): void => {
                    calls++;
                    throw new Error('of the listener');
                };
                assert.deepEqual(await bytesOf(job, { onStatus }), MP4);
                const rejecting = async (): Promise<void> => {
                    throw new Error('of the second listener');
                };
                await bytesOf(job, { onStatus: rejecting });
            },
        );
        process.off('warning', onWarning);
        assert.equal(calls, 1);
        assert.deepEqual(
            warnings.map(({ message }) => message).filter((message) => message.includes('listener')),
            ['of the listener'],
        );
    });

    test('with unusable options sends nothing', async () => {
        await withJobs(finished, async (job, server) => {
            const error = await errorOf(job.wait({ deadlineMs: 0, onStatus: 7, saveTo: 'x' } as never));
            assert.equal(error.billing, 'NOT_SENT');
            for (const name of ['deadlineMs must be', 'onStatus must be a function', 'saveTo must be left out']) {
                assert.ok(error.message.includes(name), error.message);
            }
            assert.equal(server.connections, 0);
        });
    });
});

describe('a job of another process', { concurrency: 4 }, () => {
    test('needs an id that can be one', async () => {
        await withServer(respondWith(COMPLETED), async (server) => {
            for (const id of ['', '../requests', 'a b', 'a\n', 'x'.repeat(101), undefined, 7]) {
                const thrown = /^TypeError: id must be 1 to 100 letters, digits, hyphens and underscores, but was /;
                assert.throws(() => server.client().job(id as string), thrown);
                await assert.rejects(server.client().historyEntry(id as string), thrown);
            }
            assert.equal(server.connections, 0);
        });
    });

    test('is looked up in the history once its record has expired', async () => {
        const row = (files: StubServer): Buffer =>
            json(200, {
                request_id: ID,
                model_status: 'COMPLETED',
                credits_deduction: 0.45,
                generation_url: `${files.url}/a.mp4`,
            });
        await withJobs(
            (files) => ({ [HISTORY]: [row(files)] }),
            async (job, server, files) => {
                assert.deepEqual(await bytesOf(job), MP4);
                assert.deepEqual(await job.status(), {
                    request_id: ID,
                    status: 'COMPLETED',
                    output: `${files.url}/a.mp4`,
                    metrics: { cost: 0.45 },
                });
                assert.equal((await job.result()).metrics?.cost, 0.45);
                assert.equal(server.requestsTo(HISTORY).length, 4);
            },
        );
    });

    test('that is only in the history may be pending or failed', async () => {
        const row = (model_status: string): Buffer => json(200, { request_id: ID, model_status, error: 'Refused.' });
        await withJobs(
            () => ({ [HISTORY]: [row('PENDING'), row('FAILED')] }),
            async (job) => {
                const states: unknown[] = [];
                const error = await errorOf(job.wait({ onStatus: ({ status }) => states.push(status) }));
                assert.deepEqual([error.name, error.billing], ['JobFailedError', 'NOT_BILLED']);
                assert.match(error.message, /failed: Refused\./);
                assert.deepEqual(states, ['PROCESSING']);
            },
        );
    });

    test('that nobody has may still appear until the deadline', async () => {
        await withJobs(
            () => ({}),
            async (job, server) => {
                const error = await errorOf(job.wait({ deadlineMs: 5_000 }));
                assert.deepEqual([error.name, error.billing], ['JobTimeoutError', 'UNKNOWN']);
                assert.match(
                    (error.cause as Error).message,
                    /neither the jobs nor the history of the account have job/,
                );
                assert.ok(server.requestsTo(STATUS).length >= 2);
                assert.equal((await errorOf(job.status())).name, 'NotFoundError');
            },
        );
    });

    const failedJob = json(422, { status: 'FAILED', error: 'Refused.', metrics: { queue_time: 1 } });
    test('has a status and a result, also if it failed', async () => {
        await withJobs(
            () => ({ [STATUS]: [failedJob, response(422, {}, 'x')], [RESULT]: [failedJob] }),
            async (job) => {
                assert.deepEqual(await job.status(), {
                    status: 'FAILED',
                    error: 'Refused.',
                    metrics: { queue_time: 1 },
                });
                assert.deepEqual(await job.status(), { status: 'FAILED' });
                assert.equal((await errorOf(job.result())).name, 'JobFailedError');
            },
        );
    });

    test('has a result with address, cost, credits and times, read leniently', async () => {
        const result = {
            status: 'COMPLETED',
            output: 'https://example.com/boat.mp4',
            video: { url: 'https://example.com/boat.mp4', file_size: 7, content_type: 'video/mp4' },
            metrics: {
                cost: 0.45,
                remaining_credits: 9.55,
                inference_time: 41.2,
                queue_time: 'long',
                retry_count: 1.5,
            },
            seed: 7,
            more: true,
        };
        await withJobs(
            () => ({ [RESULT]: [json(500, {}), json(200, result)] }),
            async (job) => {
                assert.deepEqual(await job.result({ maxRetries: 1 }), {
                    status: 'COMPLETED',
                    output: 'https://example.com/boat.mp4',
                    video: { url: 'https://example.com/boat.mp4', content_type: 'video/mp4' },
                    metrics: { cost: 0.45, remaining_credits: 9.55, inference_time: 41.2 },
                    seed: 7,
                });
            },
        );
    });

    const refused: [string, unknown, RegExp][] = [
        ['over plain http', 'http://example.com/boat.mp4', /must be an https URL, but was http:\/\/example\.com/],
        ['of another protocol', 'file:///etc/passwd', /must be an https URL, but was file:/],
        ['with a password', 'https://user:word@example.com/a.mp4', /must be an https URL/],
        ['that is missing', undefined, /must be an https URL, but was missing/],
    ];
    for (const [what, url, message] of refused) {
        test(`whose address is one ${what} is BILLED, and nothing is requested`, async () => {
            await withJobs(
                () => ({ [STATUS]: [COMPLETED], [RESULT]: [json(200, { video: { url } })] }),
                async (job) => {
                    const error = await errorOf(job.wait());
                    assert.deepEqual([error.name, error.billing], ['UnexpectedResponseError', 'BILLED']);
                    assert.match(error.message, message);
                },
            );
        });
    }

    const noVideo: [string, Buffer, string, RegExp][] = [
        ['gone', json(410, {}), 'UnexpectedResponseError', /410: the video .* is no longer available; files are kept/],
        ['refused', json(418, {}), 'UnexpectedResponseError', /418: the video of job .* could not be downloaded/],
        ['a page', response(200, { 'Content-Type': 'text/html' }, '<p>x'), 'UnexpectedResponseError', /something else/],
        [
            'compressed',
            response(200, { 'Content-Encoding': 'gzip' }, MP4),
            'UnexpectedResponseError',
            /encoding is gzip/,
        ],
        ['a part', response(206, {}, MP4), 'UnexpectedResponseError', /must be a video, but was a part of a video/],
    ];
    for (const [what, bytes, name, message] of noVideo) {
        test(`whose file is ${what} is BILLED`, async () => {
            await withJobs(
                finished,
                async (job, _, files) => {
                    const error = await errorOf(job.wait());
                    assert.deepEqual([error.name, error.billing], [name, 'BILLED']);
                    assert.match(error.message, message);
                    assert.ok(error.message.includes(`${files.url}/boat.mp4`));
                    assert.match(error.message, /\[BILLED: the job is billed; this request costs nothing/);
                    assert.equal(files.requests.length, 1);
                },
                respondWith(bytes),
            );
        });
    }

    test('is downloaded over safe redirects only', async () => {
        const to = (location: string): Buffer => response(302, { Location: location });
        await withJobs(
            finished,
            async (job, _, files) => {
                assert.deepEqual(await bytesOf(job), MP4);
                assert.match(files.requests[1] ?? '', /^GET \/other HTTP/);
                const error = await errorOf(job.wait({ deadlineMs: 4_000 }));
                assert.match((error.cause as Error).message, /redirected to an address that is not https/);
            },
            respondWith(to('/other'), VIDEO, to('http://example.com/boat.mp4')),
        );
    });
});

describe('an id that nobody knows', () => {
    afterEach(() => mock.restoreAll());

    test('is waited for half a minute at most', async () => {
        const now = performance.now.bind(performance);
        let skippedMs = 0;
        mock.method(performance, 'now', () => now() + skippedMs);
        await withJobs(
            () => ({}),
            async (job, server) => {
                setTimeout(() => {
                    skippedMs = 30_000;
                }, 300);
                const error = await errorOf(job.wait());
                assert.deepEqual([error.name, error.billing, error.status], ['NotFoundError', 'UNKNOWN', 404]);
                assert.equal(server.requestsTo(HISTORY).length, 2);
            },
        );
    });
});
