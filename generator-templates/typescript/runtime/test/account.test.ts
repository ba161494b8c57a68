import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AbortError, ConnectionError, Pixverse, type PixverseError } from 'pixverse-client';
import { mediaTypeOf } from '../dist/media-type.js';
import * as facts from '../dist/operations.js';
import { readSettings } from '../dist/options.js';
import { Transport } from '../dist/transport.js';
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
    VIDEO,
    withServer,
} from './stub-server.js';

const HISTORY = '/inference-request/request-history';

describe('the credits', () => {
    test('are read leniently', async () => {
        const responder = respondWith(
            json(200, { credits: 12.5, 'free-credits': 1, more: 7 }),
            json(200, { credits: '12.5', 'free-credits': 0 }),
        );
        await withServer(responder, async (server) => {
            assert.deepEqual(await server.client().credits(), { credits: 12.5, free_credits: 1 });
            assert.deepEqual(await server.client().credits(), { free_credits: 0 });
            assert.match(server.requests[0] ?? '', /^GET \/v1\/get-user-credits HTTP/);
            assert.match(server.requests[0] ?? '', new RegExp(`\\r\\nx-api-key: ${KEY}\\r\\n`));
            assert.ok(!/content-(?:type|length)/i.test(server.requests[0] ?? ''));
        });
    });

    test('are read again after failures that may pass, as often as the options allow', async () => {
        const responder = respondWith(json(503, {}), '', json(200, { credits: 1 }));
        await withServer(responder, async (server) => {
            assert.equal((await errorOf(server.client().credits())).status, 503);
            assert.deepEqual(await server.client().credits({ maxRetries: 1 }), { credits: 1 });
            assert.equal(server.requests.length, 3);
        });
    });

    test('that cannot be read are NOT_BILLED', async () => {
        const page = response(200, { 'Content-Type': 'text/html', 'x-request-id': 'r' }, `<p>${KEY}`);
        const cases: [string | Buffer, string, RegExp][] = [
            [json(404, { error: 'No credits found for the user' }), 'NotFoundError', /404: No credits found/],
            [page, 'UnexpectedResponseError', /must be the documented JSON, but was: <redacted> \(request id r\)/],
            [json(200, [1]), 'UnexpectedResponseError', /must be the documented JSON/],
            ['', 'ConnectionError', /no response came/],
            [json(200, {}).subarray(0, -1), 'ConnectionError', /the response broke off/],
            [json(200, { x: 'x'.repeat(17 << 20) }), 'ConnectionError', /must have at most 16777216 bytes/],
        ];
        for (const [bytes, name, message] of cases) {
            await withServer(respondWith(bytes), async (server) => {
                const error = await errorOf(server.client().credits());
                assert.deepEqual([error.name, error.billing], [name, 'NOT_BILLED']);
                assert.match(error.message, message);
                assert.ok(!`${error.message}${error.body}`.includes(KEY));
            });
        }
    });

    test('end with their timeout and their signal', async () => {
        const trickle: Responder = (socket) => {
            socket.write('HTTP/1.1 200 OK\r\n\r\n');
            const timer = setInterval(() => socket.write(' '), 50);
            socket.on('close', () => clearInterval(timer));
        };
        await withServer(trickle, async (server) => {
            const late = await errorOf(server.client().credits({ timeoutMs: 3_000 }));
            assert.deepEqual([late.name, late.billing], ['CallTimeoutError', 'NOT_BILLED']);
            const signal = AbortSignal.timeout(300);
            assert.equal((await errorOf(server.client().credits({ signal }))).name, 'AbortError');
            const options = { deadlineMs: 7 } as never;
            assert.match((await errorOf(server.client().credits(options))).message, /deadlineMs must be left out/);
        });
    });
});

describe('the history', () => {
    const row = { request_id: 'r-1', model_status: 'COMPLETED', credits_deduction: 0.45, request_body: PROMPT };

    test('is listed with filters', async () => {
        const page = { data: [row, 7, { request_id: 'r-2', model_status: 'NEW' }], page: 1, total: 2 };
        await withServer(respondWith(json(200, page)), async (server) => {
            const listed = await server.client().history({ model_name: 'a&b', per_page: 5, status: 'COMPLETED' });
            assert.deepEqual(listed, { data: [row, { request_id: 'r-2' }], page: 1, total: 2 });
            const query = 'model_name=a%26b&per_page=5&status=COMPLETED';
            assert.ok(server.requests[0]?.startsWith(`GET ${HISTORY}?${query} HTTP`), server.requests[0]);
            await server.client().history();
            assert.ok(server.requests[1]?.startsWith(`GET ${HISTORY} HTTP`), server.requests[1]);
        });
    });

    test('with unusable filters is not requested', async () => {
        await withServer(respondWith(json(200, {})), async (server) => {
            const error = await errorOf(server.client().history({ page: {}, modelName: 'x' } as never));
            assert.equal(error.billing, 'NOT_SENT');
            assert.match(error.message, /page must be text or a number, but was \{\}/);
            assert.match(error.message, /modelName must be left out, .*did you mean "model_name"/);
            assert.match((await errorOf(server.client().history(7 as never))).message, /filters must be an object/);
            assert.equal(server.connections, 0);
        });
    });

    test('has one entry by its id', async () => {
        await withServer(routes({ [`${HISTORY}/r-1`]: [json(200, row)] }), async (server) => {
            assert.deepEqual(await server.client().historyEntry('r-1'), row);
            const error = await errorOf(server.client().historyEntry('r-2'));
            assert.deepEqual([error.name, error.billing], ['NotFoundError', 'UNKNOWN']);
        });
    });
});

test('each operation is at its server of the document, unless a base URL is set', () => {
    const { SERVICE, getCredits, getRequestHistory, listRequestHistory, uploadAsset, submitTextToVideo } = facts;
    const operations = [submitTextToVideo, getCredits, getRequestHistory, listRequestHistory, uploadAsset];
    const hosts = (baseUrl?: string): string[] => {
        const transport = new Transport(readSettings({ apiKey: KEY, baseUrl }, SERVICE.baseUrl), SERVICE);
        return operations.map((operation) => transport.server(operation).host);
    };
    const documented = [
        'api.segmind.com',
        'api.segmind.com',
        'api.spotprod.segmind.com',
        'api.spotprod.segmind.com',
        'workflows-api.segmind.com',
    ];
    assert.deepEqual(hosts(), documented);
    assert.deepEqual(hosts('https://api.segmind.com'), documented);
    assert.deepEqual(
        hosts('https://proxy.example.com/x'),
        documented.map(() => 'proxy.example.com'),
    );
});

describe('an upload', () => {
    const PNG = Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), Buffer.alloc(100_001, 7)]);
    const STORED = json(200, { file_urls: ['https://example.com/a.png'] });
    let folder: string;
    let file: string;
    before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'pixverse-test-'));
        file = join(folder, 'boat.png');
        await writeFile(file, PNG);
    });
    after(async () => {
        await rm(folder, { recursive: true });
    });

    test('sends a file or bytes as JSON, and gives the address', async () => {
        await withServer(respondWith(STORED), async (server) => {
            const sources = [file, pathToFileURL(file), PNG, new Uint8Array(PNG)];
            for (const [index, source] of sources.entries()) {
                const progress: number[][] = [];
                const onProgress = (...bytes: number[]): number => progress.push(bytes);
                assert.equal(await server.client().upload(source, { onProgress }), 'https://example.com/a.png');
                const [head = '', body = ''] = (server.requests[index] ?? '').split('\r\n\r\n');
                assert.match(head, /^POST \/upload-asset HTTP/);
                assert.match(head, new RegExp(`\\r\\nContent-Length: ${body.length}(?:\\r\\n|$)`));
                assert.match(head, /\r\nContent-Type: application\/json\r\n/);
                assert.deepEqual(JSON.parse(body), {
                    data_urls: [`data:image/png;base64,${PNG.toString('base64')}`],
                });
                assert.deepEqual(progress.at(-1), [PNG.length, PNG.length]);
                assert.ok(progress.length > 1);
            }
            assert.equal(server.requests.length, sources.length);
        });
    });

    test('reads the address by either name', async () => {
        const responder = respondWith(json(200, { urls: ['https://example.com/b.png'] }), json(200, { message: 'ok' }));
        await withServer(responder, async (server) => {
            assert.equal(await server.client().upload(PNG), 'https://example.com/b.png');
            assert.equal((await errorOf(server.client().upload(PNG))).name, 'UnexpectedResponseError');
        });
    });

    test('of what cannot be uploaded sends nothing', async () => {
        const large = join(folder, 'large.mp4');
        const handle = await open(large, 'w');
        await handle.write(MP4);
        await handle.truncate(2_000_000_001);
        await handle.close();
        const cases: [string | URL | Uint8Array, RegExp][] = [
            [join(folder, 'missing.png'), /file must be a readable file, but was .*missing\.png \(ENOENT/],
            [folder, /file must be a readable file, but was .* \(not a file\)/],
            [large, /file must have at most 2000000000 bytes, but .*large\.mp4 has 2000000001/],
            [Buffer.from('<svg>'), /file must be an image \(PNG, .*\), but the bytes is something else/],
            [7 as never, /file must be a path, a file URL or bytes/],
        ];
        await withServer(respondWith(STORED), async (server) => {
            for (const [source, message] of cases) {
                const error = await errorOf(server.client().upload(source));
                assert.deepEqual([error.name, error.billing], ['InvalidRequestError', 'NOT_SENT']);
                assert.match(error.message, message);
            }
            const error = await errorOf(server.client().upload(PNG, { maxRetries: 1 } as never));
            assert.match(error.message, /maxRetries must be left out/);
            assert.equal(server.connections, 0);
        });
    });

    test('is tried once, and is NOT_BILLED', async () => {
        for (const bytes of ['', json(429, {}, { 'Retry-After': '0' }), json(503, {})]) {
            await withServer(respondWith(bytes), async (server) => {
                const error = await errorOf(server.client({ maxRetries: 3 }).upload(file));
                assert.equal(error.billing, 'NOT_BILLED');
                assert.equal(server.requests.length, 1);
            });
        }
    });

    test('ends with a refusal that comes before all bytes are sent', async () => {
        const server = createServer((socket) => {
            socket.on('error', () => {});
            socket.once('data', () => socket.end(json(401, { error: 'Bad key' })));
        }).listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as { port: number };
        const big = Buffer.concat([PNG, Buffer.alloc(20_000_000)]);
        const client = new Pixverse({ apiKey: KEY, baseUrl: `http://127.0.0.1:${port}` });
        const error = await errorOf(client.upload(big));
        assert.ok(error.name === 'UnauthorizedError' || error.name === 'ConnectionError', error.message);
        assert.equal(error.billing, 'NOT_BILLED');
        server.close();
    });

    test('ends with the signal', async () => {
        const controller = new AbortController();
        await withServer(
            () => controller.abort(),
            async (server) => {
                const { signal } = controller;
                const error = await errorOf(server.client().upload(file, { signal }));
                assert.deepEqual([error.name, error.billing], ['AbortError', 'NOT_BILLED']);
                const early = await errorOf(server.client().upload(file, { signal }));
                assert.deepEqual([early.name, early.billing], ['AbortError', 'NOT_SENT']);
                assert.equal(server.connections, 1);
            },
        );
    });

    test('tells the media type by the first bytes', () => {
        const types: Record<string, string | undefined> = {
            '\u0089PNG\r\n\u001a\n': 'image/png',
            '\u00ff\u00d8\u00ff\u00e0': 'image/jpeg',
            GIF89a: 'image/gif',
            RIFF0000WEBP: 'image/webp',
            '0000ftypisom': 'video/mp4',
            '0000ftypqt  ': 'video/quicktime',
            '\u001aE\u00df\u00a3': 'video/webm',
            '0000ftypheic': undefined,
            '0000ftypavif': undefined,
            RIFF0000WAVE: undefined,
            '': undefined,
        };
        for (const [start, type] of Object.entries(types)) {
            assert.equal(mediaTypeOf(Buffer.from(start, 'latin1')), type);
        }
    });
});

describe('the request of a failed call', () => {
    const created = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();
    const row = (request_id: string, more: object = {}): object => ({
        request_id,
        model_name: 'pixverse-text2video',
        model_created: created(0),
        request_body: { ...PROMPT, duration: 5, motion_mode: 'normal', aspect_ratio: '16:9', quality: '540p', seed: 1 },
        ...more,
    });
    const lists = (...pages: object[][]): Responder =>
        routes({
            [HISTORY]: pages.map((data) => json(200, { data })),
            '/v1/pixverse-text2video': [''],
            '/v2/pixverse-text2video': [''],
        });

    test('is found in the history by model, time and fields', async () => {
        const others = [
            row('other-model', { model_name: 'pixverse-v6' }),
            row('other-time', { model_created: created(-11 * 60_000) }),
            row('other-prompt', { request_body: { prompt: 'Another boat' } }),
            row('../id'),
        ];
        const found = lists([...others, row('job-1'), row('job-1'), row('job-2', { model_created: undefined })]);
        await withServer(found, async (server) => {
            const client = server.client();
            for (const call of [() => client.textToVideo(PROMPT), () => client.submitTextToVideo(PROMPT)]) {
                const error = (await errorOf(call())) as unknown as PixverseError;
                assert.equal(error.billing, 'UNKNOWN');
                const candidates = await client.lookUp(error);
                assert.deepEqual(
                    candidates.map(({ request_id }) => request_id),
                    ['job-1', 'job-2'],
                );
                assert.equal(client.job(candidates[0]?.request_id ?? '').id, 'job-1');
            }
            const day = (offset: number): string => created(offset * 24 * 3_600_000).slice(0, 10);
            const [query = ''] = server.requestsTo(HISTORY);
            assert.match(query, /\?page=1&per_page=100&from_date=\S+&to_date=\S+&model_name=pixverse-text2video HTTP/);
            assert.match(query, new RegExp(`from_date=(?:${day(-1)}|${day(-2)})&to_date=(?:${day(1)}|${day(2)})`));
        });
    });

    test('is waited for, because the history lags behind', async () => {
        await withServer(lists([], [row('job-1')]), async (server) => {
            const client = server.client();
            const error = (await errorOf(client.submitTextToVideo(PROMPT))) as unknown as PixverseError;
            assert.equal((await client.lookUp(error)).length, 1);
            assert.equal(server.requestsTo(HISTORY).length, 2);
        });
    });

    test('is searched on all pages', async () => {
        const full = Array.from({ length: 100 }, (_, index) => row(`x-${index}`, { model_name: 'pixverse-v6' }));
        await withServer(lists(full, [row('job-1')]), async (server) => {
            const client = server.client();
            const error = (await errorOf(client.submitTextToVideo(PROMPT))) as unknown as PixverseError;
            assert.equal((await client.lookUp(error))[0]?.request_id, 'job-1');
            assert.match(server.requestsTo(HISTORY)[1] ?? '', /\?page=2&/);
        });
    });

    test('is the one with its request id, if the response had one', async () => {
        const list = json(200, { data: [row('job-1'), row('request-1', { request_body: {} })] });
        await withServer(
            routes({ [HISTORY]: [list], '/v1/pixverse-text2video': [VIDEO.subarray(0, -1)] }),
            async (server) => {
                const client = server.client();
                const video = await client.textToVideo(PROMPT);
                const error = (await errorOf(video.bytes())) as unknown as PixverseError;
                assert.equal(error.billing, 'BILLED');
                assert.deepEqual(
                    (await client.lookUp(error)).map(({ request_id }) => request_id),
                    ['request-1'],
                );
            },
        );
    });

    test('of a process that is gone is found by what it had stored', async () => {
        const rows = [row('job-1', { request_body: { ...PROMPT, duration: 8 } }), row('job-2')];
        await withServer(lists(rows), async (server) => {
            const sent = { operation: 'textToVideo', request: PROMPT, sentAt: new Date(Date.now() - 60_000) } as const;
            const candidates = await server.client().lookUp(sent);
            assert.deepEqual(
                candidates.map(({ request_id }) => request_id),
                ['job-2'],
            );
        });
    });

    test('that was cancelled is found, too', async () => {
        const controller = new AbortController();
        const found = routes({
            [HISTORY]: [json(200, { data: [row('job-1')] })],
            '/v2/pixverse-text2video': [() => controller.abort()],
        });
        await withServer(found, async (server) => {
            const client = server.client();
            const error = await errorOf(client.submitTextToVideo(PROMPT, { signal: controller.signal }));
            assert.ok(error instanceof AbortError);
            assert.equal((await client.lookUp(error)).length, 1);
        });
    });

    test('that was not sent, or was refused, is not searched', async () => {
        await withServer(routes({ '/v2/pixverse-text2video': [json(400, {})] }), async (server) => {
            const client = server.client();
            const refused = (await errorOf(client.submitTextToVideo(PROMPT))) as unknown as PixverseError;
            const own = new ConnectionError({ reason: 'x', billing: 'UNKNOWN' });
            const unsaid = [
                { operation: 'textToVideo', request: PROMPT, sentAt: 'today' },
                { operation: 'x', request: {}, sentAt: new Date() },
            ];
            for (const error of [refused, own, undefined as never, ...(unsaid as never[])]) {
                await assert.rejects(client.lookUp(error), /^TypeError: lost must be the error of a paid call/);
            }
            assert.equal(server.requestsTo(HISTORY).length, 0);
        });
    });
});
