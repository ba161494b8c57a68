import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
    chmod,
    lstat,
    mkdir,
    mkdtemp,
    open,
    readdir,
    readFile,
    readlink,
    rm,
    stat,
    symlink,
    utimes,
    writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform } from 'node:process';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PartFile } from '../dist/part-file.js';
import {
    errorOf,
    MP4,
    PROMPT,
    type Responder,
    respondWith,
    response,
    sleep,
    VIDEO,
    withServer,
} from './stub-server.js';

const CUT = VIDEO.subarray(0, -1);
/** A file that fails every write, as a full disk does. */
const FULL = '/dev/full';

let folder: string;
beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pixverse-test-'));
});
afterEach(async () => {
    await rm(folder, { recursive: true });
});

describe('a call with saveTo', () => {
    test('saves into a new folder, and reports its progress', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const progress: unknown[] = [];
            const target = join(folder, 'a', 'b', 'boat.mp4');
            const saved = await server.client().textToVideo(PROMPT, {
                saveTo: pathToFileURL(target),
                onProgress: (savedBytes, totalBytes) => progress.push([savedBytes, totalBytes]),
            });
            assert.deepEqual(await readFile(target), MP4);
            assert.equal(saved.path, target);
            assert.equal(saved.size, MP4.length);
            assert.equal(saved.metadata.requestId, 'request-1');
            assert.deepEqual(progress.at(-1), [MP4.length, MP4.length]);
            assert.deepEqual(await readdir(join(folder, 'a', 'b')), ['boat.mp4']);
        });
    });

    const unusable: [string, () => Promise<string>, RegExp][] = [
        ['in a folder that cannot be made', async () => '/proc/none/of/this/boat.mp4', /ENOENT|EACCES|EPERM/],
        ['a folder', async () => folder, /it must be a file, but is a folder/],
        [
            'below a file',
            async () => {
                await writeFile(join(folder, 'file'), '');
                return join(folder, 'file', 'boat.mp4');
            },
            /ENOTDIR|EEXIST/,
        ],
        [
            'a loop of links',
            async () => {
                await symlink(join(folder, 'b'), join(folder, 'a'));
                await symlink(join(folder, 'a'), join(folder, 'b'));
                return join(folder, 'a');
            },
            /ELOOP|loop of links/,
        ],
        ['an invalid path', async () => 'a\u0000b', /null bytes/],
    ];
    for (const [what, makeTarget, message] of unusable) {
        test(`rejects ${what} before anything is sent`, async () => {
            await withServer(respondWith(VIDEO), async (server) => {
                const error = await errorOf(server.client().textToVideo(PROMPT, { saveTo: await makeTarget() }));
                assert.equal(error.name, 'SaveFailedError');
                assert.equal(error.billing, 'NOT_SENT');
                assert.match(error.message, message);
                assert.equal(server.connections, 0);
            });
        });
    }

    test('leaves no file behind if the call fails', async () => {
        for (const bytes of [response(400, {}), CUT]) {
            await withServer(respondWith(bytes), async (server) => {
                await errorOf(server.client().textToVideo(PROMPT, { saveTo: join(folder, 'boat.mp4') }));
                assert.deepEqual(await readdir(folder), []);
            });
        }
    });

    test('leaves the old file if the video breaks off, and replaces it otherwise', async () => {
        const target = join(folder, 'boat.mp4');
        await writeFile(target, 'old');
        await chmod(target, 0o640);
        await withServer(respondWith(CUT, VIDEO), async (server) => {
            const error = await errorOf(server.client().textToVideo(PROMPT, { saveTo: target }));
            assert.equal(error.billing, 'BILLED');
            assert.equal(await readFile(target, 'utf8'), 'old');
            await server.client().textToVideo(PROMPT, { saveTo: target });
            assert.deepEqual(await readFile(target), MP4);
            assert.equal((await stat(target)).mode & 0o777, 0o640);
        });
    });

    test('that is aborted leaves no file behind', async () => {
        await withServer(
            (socket) => void socket.write(CUT),
            async (server) => {
                const controller = new AbortController();
                const error = await errorOf(
                    server.client().textToVideo(PROMPT, {
                        saveTo: join(folder, 'a'),
                        signal: controller.signal,
                        onProgress: () => controller.abort(),
                    }),
                );
                assert.equal(error.name, 'AbortError');
                assert.equal(error.billing, 'BILLED');
                assert.deepEqual(await readdir(folder), []);
            },
        );
    });
});

describe('saveTo', () => {
    test('follows links, and keeps them', async () => {
        await symlink('real.mp4', join(folder, 'link.mp4'));
        await withServer(respondWith(VIDEO), async (server) => {
            await (await server.client().textToVideo(PROMPT)).saveTo(join(folder, 'link.mp4'));
            assert.ok((await lstat(join(folder, 'link.mp4'))).isSymbolicLink());
            assert.equal(await readlink(join(folder, 'link.mp4')), 'real.mp4');
            assert.deepEqual(await readFile(join(folder, 'real.mp4')), MP4);
        });
    });

    test('writes into a pipe without replacing it', { skip: platform === 'win32' }, async () => {
        const pipe = join(folder, 'pipe');
        await promisify(execFile)('mkfifo', [pipe]);
        await withServer(respondWith(VIDEO), async (server) => {
            const read = readFile(pipe);
            await (await server.client().textToVideo(PROMPT)).saveTo(pipe);
            assert.deepEqual(await read, MP4);
            assert.ok((await stat(pipe)).isFIFO());
        });
    });

    test('throws what a listener threw once the video is saved', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const thrown = new Error('listener');
            const video = await server.client().textToVideo(PROMPT);
            const onProgress = (): void => {
                throw thrown;
            };
            assert.equal(await errorOf(video.saveTo(join(folder, 'boat.mp4'), { onProgress })), thrown);
            assert.deepEqual(await readFile(join(folder, 'boat.mp4')), MP4);
        });
    });

    test('keeps the bytes if the target cannot be written, and can be repeated elsewhere', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const video = await server.client().textToVideo(PROMPT);
            const error = await errorOf(video.saveTo(folder));
            assert.equal(error.name, 'SaveFailedError');
            assert.equal(error.billing, 'BILLED');
            assert.equal(error.requestId, 'request-1');
            const kept = error.savedTo as string;
            assert.match(error.message, /it must be a file, but is a folder; all its bytes are kept in /);
            assert.ok(error.message.includes(kept));
            assert.deepEqual(await readFile(kept), MP4);
            await video.saveTo(join(folder, 'boat.mp4'));
            assert.deepEqual(await readFile(join(folder, 'boat.mp4')), MP4);
            await assert.rejects(readFile(kept), /ENOENT/);
        });
    });

    test('keeps the bytes if the disk is full', { skip: !existsSync(FULL) }, async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const video = await server.client().textToVideo(PROMPT);
            const error = await errorOf(video.saveTo(FULL));
            assert.match(error.message, /cannot be saved to \/dev\/full: ENOSPC.*; all its bytes are kept in /);
            assert.deepEqual(await readFile(error.savedTo as string), MP4);
            await rm(error.savedTo as string);
        });
    });

    test('goes on in the temporary folder if the disk of the target fails in between', async () => {
        const part = await PartFile.create({ path: join(folder, 'boat.mp4'), isSpecial: false, mode: undefined });
        await part.write(MP4.subarray(0, 100));
        const moved = await part.moveToTemporaryFolder();
        await moved.write(MP4.subarray(100));
        const kept = (await moved.keep()) ?? '';
        assert.deepEqual(await readFile(kept), MP4);
        assert.deepEqual(await readdir(folder), []);
        await rm(kept);
    });

    test('deletes what a killed process left, but nothing that may be in use', async () => {
        const running = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
        const ended = spawn(process.execPath, ['-e', '']);
        await once(ended, 'exit');
        const target = { path: join(folder, 'boat.mp4'), isSpecial: false, mode: undefined };
        const own = await PartFile.create(target);
        const [ownName = ''] = await readdir(folder);
        const named = (pid: number | undefined): string =>
            join(folder, ownName.replace(`-${process.pid}-`, `-${pid}-`));
        const old = new Date(Date.now() - 2 * 60 * 60 * 1_000);
        for (const path of [named(running.pid), named(ended.pid)]) {
            await (await open(path, 'w')).close();
            await utimes(path, old, old);
        }
        await writeFile(named(ended.pid).replace('.part', 'fresh.part'), '');
        await own.discard();
        await (await PartFile.create(target)).discard();
        const left = await readdir(folder);
        assert.ok(!left.includes(named(ended.pid).slice(folder.length + 1)));
        assert.equal(left.length, 2);
        running.kill();
    });

    test('two saves to one target do not disturb each other', async () => {
        const slow: Responder = async (socket, index) => {
            socket.write(VIDEO.subarray(0, 500));
            await sleep(index * 50);
            socket.end(VIDEO.subarray(500));
        };
        await withServer(slow, async (server) => {
            const saveTo = join(folder, 'boat.mp4');
            const client = server.client();
            await Promise.all(Array.from({ length: 5 }, () => client.textToVideo(PROMPT, { saveTo })));
            assert.deepEqual(await readFile(saveTo), MP4);
            assert.deepEqual(await readdir(folder), ['boat.mp4']);
        });
    });

    test('of a video whose bytes were announced wrongly never saves a part', async () => {
        const unknown = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n'), MP4]);
        await withServer(respondWith(unknown.subarray(0, -10), unknown), async (server) => {
            const saveTo = join(folder, 'boat.mp4');
            const error = await errorOf(server.client().textToVideo(PROMPT, { saveTo }));
            assert.match(error.message, /the video ended after 1122 bytes/);
            assert.deepEqual(await readdir(folder), []);
            await server.client().textToVideo(PROMPT, { saveTo });
            assert.deepEqual(await readFile(saveTo), MP4);
        });
    });
});

test('a folder that cannot be written fails before anything is sent', { skip: process.getuid?.() === 0 }, async () => {
    await mkdir(join(folder, 'locked'), { mode: 0o500 });
    await withServer(respondWith(VIDEO), async (server) => {
        const error = await errorOf(server.client().textToVideo(PROMPT, { saveTo: join(folder, 'locked', 'a') }));
        assert.equal(error.billing, 'NOT_SENT');
        assert.equal(server.connections, 0);
    });
});
