import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { KEY, MP4, StubServer, sleep, VIDEO } from './stub-server.js';

const PACKAGE = join(__dirname, '..');
/** Below the package, so that its name is found. */
const FOLDER = join(PACKAGE, 'build', 'readme');
const COMPILER = join(PACKAGE, 'node_modules', 'typescript', 'bin', 'tsc');
const run = promisify(execFile);

let server: StubServer;
let snippets: string[] = [];

describe('the snippets of the README', () => {
    before(async () => {
        const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
        snippets = [...readme.matchAll(/```typescript\n(.*?)```/gs)].map(([, code = '']) => code);
        server = await StubServer.start(async (socket) => {
            await sleep(100);
            socket.end(VIDEO);
        });
        await rm(FOLDER, { recursive: true, force: true });
        await mkdir(FOLDER, { recursive: true });
        await Promise.all(snippets.map((code, index) => writeFile(join(FOLDER, `${index}.mts`), code)));
    });
    after(async () => {
        await server.close();
    });

    test('compile', { timeout: 600_000 }, async () => {
        assert.equal(snippets.length, 7);
        const config = {
            extends: '../../tsconfig.json',
            compilerOptions: { rootDir: '.', outDir: '.', declaration: false, sourceMap: false },
            include: ['*.mts'],
            exclude: [],
        };
        await writeFile(join(FOLDER, 'tsconfig.json'), JSON.stringify(config));
        await run(process.execPath, [COMPILER], { cwd: FOLDER }).catch(({ stdout }) => assert.fail(stdout));
    });

    const outputs = [
        /^$/,
        /^$/, // Its errors go to stderr.
        /^video\/mp4 1132 undefined\n1132 of 1132 bytes\n.*boat\.mp4\n1132\n$/,
        /^$/,
        /^(?:NOT_SENT|UNKNOWN)\n$/,
        /^(?:.*[012]\.mp4\n){3}$/,
        /^429: Too many calls \[NOT_BILLED: /,
    ];
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
        assert.deepEqual(await readFile(join(FOLDER, 'boat.mp4')), MP4);
        await assert.rejects(readFile(join(FOLDER, 'cancelled.mp4')), /ENOENT/);
    });
});
