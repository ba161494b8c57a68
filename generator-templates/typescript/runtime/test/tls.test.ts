import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Pixverse } from 'pixverse-client';
import { errorOf, errorOfVideo, KEY, MP4 } from './stub-server.js';

const run = promisify(execFile);
const NEW_CERTIFICATE =
    'req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=localhost' +
    ' -addext subjectAltName=DNS:localhost';

let folder: string;
let server: Server | undefined;
let port = 0;
let requests = 0;

describe('over TLS', () => {
    before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'pixverse-test-'));
        try {
            await run('openssl', NEW_CERTIFICATE.split(' '), { cwd: folder });
        } catch {
            return;
        }
        const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map((name) => readFile(join(folder, name))));
        server = createServer({ key, cert } as { key: Buffer; cert: Buffer }, (_, response) => {
            requests++;
            response.setHeader('Content-Type', 'video/mp4').end(MP4);
        });
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        ({ port } = server.address() as AddressInfo);
    });
    after(async () => {
        server?.close();
        await rm(folder, { recursive: true });
    });

    const url = (host: string): string => `https://${host}:${port}`;

    test('a video comes from a server whose certificate is trusted', async (context) => {
        if (server === undefined) {
            context.skip('openssl is missing');
            return;
        }
        const code = `
            const { Pixverse } = require('pixverse-client');
            new Pixverse({ apiKey: 'test-key', baseUrl: process.env.TEST_URL })
                .textToVideo({ prompt: 'x' }).then((video) => video.bytes()).then((bytes) => console.log(bytes.length));
        `;
        const { stdout } = await run(process.execPath, ['-e', code], {
            cwd: join(__dirname, '..'),
            env: { TEST_URL: url('localhost'), NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') },
        });
        assert.equal(stdout.trim(), String(MP4.length));
        assert.equal(requests, 1);
    });

    for (const host of ['localhost', '127.0.0.1']) {
        test(`${host} gets no key if its certificate is not trusted`, async (context) => {
            if (server === undefined) {
                context.skip('openssl is missing');
                return;
            }
            const before = requests;
            const error = await errorOfVideo(new Pixverse({ apiKey: KEY, baseUrl: url(host) }));
            assert.equal(error.billing, 'NOT_SENT');
            assert.match(error.message, /no secure connection could be made \(.*self.signed/i);
            const client = new Pixverse({ apiKey: KEY, baseUrl: url(host) });
            const waiting = await errorOf(client.job('job-1').wait());
            assert.match(waiting.message, /no secure connection could be made/, 'it does not pass');
            assert.equal(requests, before);
        });
    }
});
