import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { format, inspect, promisify } from 'node:util';
import { serialize } from 'node:v8';
import type { Pixverse } from 'pixverse-client';
import {
    errorOf,
    errorOfVideo,
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

/** Every way in which JavaScript and Node.js show an object. */
function shown(object: object): string {
    const forms = [
        String(object),
        format('%s %o %O %j', object, object, object, object),
        inspect(object, { depth: null, showHidden: true, getters: true, showProxy: true }),
        JSON.stringify(object),
        inspect(Object.getOwnPropertyDescriptors(object), { depth: null }),
        'stack' in object ? String(object.stack) : '',
        debuggerView(object),
    ];
    try {
        forms.push(inspect(structuredClone(object), { depth: null }), serialize(object).toString('latin1'));
    } catch {
        // What cannot be cloned is not shown.
    }
    return forms.join('\n');
}

/** What a debugger shows of the object and of what it holds, private fields included. */
function debuggerView(object: object): string {
    const session = new Session();
    session.connect();
    (globalThis as Record<string, unknown>).shownObject = object;
    let view = '';
    const visit = (objectId: string, depth: number): void => {
        session.post(
            'Runtime.getProperties',
            { objectId, ownProperties: true, generatePreview: true },
            (_, properties) => {
                const { result, privateProperties = [] } = properties as typeof properties & {
                    privateProperties?: { value?: { objectId?: string } }[];
                };
                view += JSON.stringify([result, privateProperties]);
                for (const { value } of [...result, ...privateProperties]) {
                    if (depth > 0 && value?.objectId !== undefined) {
                        visit(value.objectId, depth - 1);
                    }
                }
            },
        );
    };
    session.post('Runtime.evaluate', { expression: 'shownObject' }, (_, { result }) => visit(result.objectId ?? '', 4));
    session.disconnect();
    assert.match(view, /"name"/);
    return view;
}

function assertSecret(object: object): void {
    assert.ok(!shown(object).toLowerCase().includes(KEY.toLowerCase()), 'the key is shown');
}

test('these ways find a key in a public and in a private field', () => {
    class Leak {
        readonly #apiKey = KEY;
        get length(): number {
            return this.#apiKey.length;
        }
    }
    assert.throws(() => assertSecret({ apiKey: KEY }), /the key is shown/);
    assert.throws(() => assertSecret(new Leak()), /the key is shown/);
});

describe('the key is not shown by', () => {
    test('the client', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            assertSecret(server.client());
        });
    });

    test('a video, before and after it is read', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const video = await server.client().textToVideo(PROMPT);
            assertSecret(video);
            assertSecret(await video.bytes());
            assertSecret(video);
        });
    });

    test('a job, its status and its result', async () => {
        const echo = json(200, { request_id: 'job-1', status: 'QUEUED', error: KEY, output: `https://x/${KEY}` });
        await withServer(respondWith(echo), async (server) => {
            const job = await server.client().submitTextToVideo(PROMPT);
            assertSecret(job);
            assertSecret(await job.status());
            assertSecret(await job.result());
        });
    });

    test('the errors of a job', async () => {
        const known = {
            '/v2/requests/a/status': [json(422, { error: KEY })],
            '/v2/requests/b/status': [json(200, { status: 'COMPLETED' })],
            '/v2/requests/b': [json(200, { output: `http://example.com/${KEY}` })],
            '/v2/requests/c/status': [`${KEY}\r\n\r\n`],
        };
        await withServer(routes(known), async (server) => {
            for (const id of ['a', 'b', 'c', 'd']) {
                const error = await errorOf(server.client().job(id).wait({ deadlineMs: 1_000 }));
                assertSecret(error);
                assertSecret((error.cause as object | undefined) ?? error);
            }
        });
    });

    const echo = `The key ${KEY} is not valid`;
    const responders: Record<string, Responder> = {
        'the error of a refusal': respondWith(response(400, { 'x-request-id': KEY }, echo)),
        'the error of an unexpected response': respondWith(response(200, { 'Content-Type': 'text/html' }, echo)),
        'the error of garbage': respondWith(`${echo}\r\n\r\n`),
        'the error of a bad header': respondWith(`HTTP/1.1 200 OK\r\n${KEY}\r\n\r\n`),
        'the error of a bad chunk': respondWith(
            `HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n${KEY}\r\n`,
        ),
        'the error of a lost response': respondWith(''),
        'the error of an address': respondWith(
            response(200, { 'Content-Type': 'application/json' }, `{"output":"http://127.0.0.1:1/${KEY}"}`),
        ),
    };
    for (const [what, responder] of Object.entries(responders)) {
        test(what, async () => {
            await withServer(responder, async (server) => {
                const error = await errorOfVideo(server.client());
                assertSecret(error);
                if (error.cause !== undefined) {
                    assertSecret(error.cause as object);
                }
            });
        });
    }

    test('the error of an abort', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            assertSecret(await errorOf(server.client().textToVideo(PROMPT, { signal: AbortSignal.abort() })));
        });
    });
});

test('the debug output of Node.js does not show the key', async () => {
    await withServer(respondWith(VIDEO), async (server) => {
        const code = `
            const { Pixverse } = require('pixverse-client');
            new Pixverse({ apiKey: process.env.TEST_KEY, baseUrl: process.env.TEST_URL })
                .textToVideo({ prompt: 'x' }).then((video) => video.bytes()).then((bytes) => console.log(bytes.length));
        `;
        const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', code], {
            cwd: join(__dirname, '..'),
            env: { NODE_DEBUG: 'http,net,stream,tls,timer', TEST_KEY: KEY, TEST_URL: server.url },
        });
        assert.equal(stdout.trim(), String(MP4.length));
        assert.match(stderr, /HTTP/);
        assert.ok(!stderr.includes(KEY));
    });
});

test('methods of the client need no key but its own', async () => {
    await withServer(respondWith(VIDEO), async (server) => {
        const stolen = Object.create(server.client()) as Pixverse;
        assert.throws(() => stolen.textToVideo(PROMPT), /private/);
    });
});
