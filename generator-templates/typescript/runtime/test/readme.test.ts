import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { json, KEY, MP4, type Responder, routes, StubServer, sleep, VIDEO } from './stub-server.js';

const PACKAGE = join(__dirname, '..');
/** Below the package, so that its name is found. */
const FOLDER = join(PACKAGE, 'build', 'readme');
const COMPILER = join(PACKAGE, 'node_modules', 'typescript', 'bin', 'tsc');
const run = promisify(execFile);

const SLOW: Responder = async (socket) => {
    await sleep(100);
    socket.end(VIDEO);
};
const ID = 'job-1';
const ROW = {
    request_id: ID,
    model_name: 'pixverse-text2video',
    model_status: 'COMPLETED',
    credits_deduction: 0.45,
    generation_url: 'https://example.com/boat.mp4',
};

/** A service with jobs, which loses the id of one. */
function service(url: () => string): Responder {
    const submit: Responder = (socket, _, request) => {
        socket.end(request.includes('whose id is lost') ? '' : json(200, { request_id: ID, status: 'QUEUED' }));
    };
    const result: Responder = (socket) => {
        socket.end(json(200, { status: 'COMPLETED', output: `${url()}/boat.mp4`, metrics: { cost: 0.45 } }));
    };
    return routes({
        '/v1/pixverse-text2video': [SLOW],
        '/v1/pixverse-5-video': [SLOW],
        '/v1/pixverse-v6': [SLOW],
        '/v2/pixverse-text2video': [submit],
        '/v2/pixverse-image2video': [submit],
        [`/v2/requests/${ID}/status`]: [json(200, { status: 'QUEUED' }), json(200, { status: 'COMPLETED' })],
        [`/v2/requests/${ID}`]: [result],
        '/boat.mp4': [SLOW],
        '/v1/get-user-credits': [json(200, { credits: 12.5, 'free-credits': 1 })],
        '/inference-request/request-history': [json(200, { data: [ROW] })],
        [`/inference-request/request-history/${ID}`]: [json(200, ROW)],
        '/upload-asset': [json(200, { file_urls: ['https://example.com/pixel.gif'] })],
    });
}

let server: StubServer;
let snippets: string[] = [];

describe('the snippets of the README', () => {
    const outputs = [
        /^$/,
        /^$/, // Its errors go to stderr.
        /^video\/mp4 1132 undefined\n1132 of 1132 bytes\n.*boat\.mp4\n1132\n$/,
        /^job-1\nQUEUED [\d.]+ of about 44130 ms\n0\.45 dollars\n$/,
        /^may be job-1 COMPLETED\n$/,
        /^12\.5 dollars and 1 for free\npixverse-text2video 0\.45 https:\/\/example\.com\/boat\.mp4\njob-1\n$/,
        /^100 %\n$/,
        /^$/,
        /^(?:NOT_SENT|UNKNOWN)\n$/,
        /^A paper boat .*0\.mp4\nA potter .*1\.mp4\nA lighthouse .*2\.mp4\n$/,
        /^429: Too many calls \[NOT_BILLED: /,
    ];
    before(async () => {
        const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
        snippets = [...readme.matchAll(/```typescript\n(.*?)```/gs)].map(([, code = '']) => code);
        server = await StubServer.start(service(() => server.url));
        await rm(FOLDER, { recursive: true, force: true });
        await mkdir(FOLDER, { recursive: true });
        await Promise.all(snippets.map((code, index) => writeFile(join(FOLDER, `${index}.mts`), code)));
    });
    after(async () => {
        await server.close();
    });

    test('compile', { timeout: 600_000 }, async () => {
        assert.equal(snippets.length, outputs.length);
        const config = {
            extends: '../../tsconfig.json',
            compilerOptions: { rootDir: '.', outDir: '.', declaration: false, sourceMap: false },
            include: ['*.mts'],
            exclude: [],
        };
        await writeFile(join(FOLDER, 'tsconfig.json'), JSON.stringify(config));
        await run(process.execPath, [COMPILER], { cwd: FOLDER }).catch(({ stdout }) => assert.fail(stdout));
    });

    outputs.forEach((output, index) => {
        test(`number ${index + 1} runs`, { timeout: 600_000 }, async () => {
            const { stdout, stderr } = await run(process.execPath, [`${index}.mjs`], {
                cwd: FOLDER,
                env: { PIXVERSE_BASE_URL: server.url, SEGMIND_API_KEY: KEY },
            });
            assert.match(stdout, output);
            assert.match(
                stderr,
                index === 1 ? /^Not sent: .*duration 8 and quality "1080p" must not be combined/s : /^$/,
            );
        });
    });

    test('save the video', async () => {
        for (const name of ['boat.mp4', 'job.mp4', 'videos/progress.mp4', 'videos/2.mp4']) {
            assert.deepEqual(await readFile(join(FOLDER, name)), MP4);
        }
        await assert.rejects(readFile(join(FOLDER, 'cancelled.mp4')), /ENOENT/);
    });
});
