import { constants, type Stats } from 'node:fs';
import { access, lstat, mkdir, readlink, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAX_LINKS = 40;

/** Where a video is to be saved: links followed, parent folders there, writable as far as can be seen. */
export interface SaveTarget {
    /** The file that is written, or replaced. */
    readonly path: string;
    /** A pipe, a device or a descriptor of a process: it is written to, and never replaced. */
    readonly isSpecial: boolean;
    /** The permissions of the file that is replaced. */
    readonly mode: number | undefined;
}

/** The absolute path of a target. */
export function targetPath(target: string | URL): string {
    return resolve(typeof target === 'string' ? target : fileURLToPath(target));
}

export async function resolveTarget(target: string | URL): Promise<SaveTarget> {
    const path = await followLinks(targetPath(target));
    const stats = await existing(path, stat);
    if (stats === undefined) {
        await makeFolder(dirname(path));
        return { path, isSpecial: false, mode: undefined };
    }
    if (stats.isDirectory()) {
        throw new Error('it must be a file, but is a folder');
    }
    try {
        await access(path, constants.W_OK);
    } catch (cause) {
        throw new Error('it must be writable, but is read-only', { cause });
    }
    return { path, isSpecial: !stats.isFile() || isDescriptor(path), mode: stats.mode & 0o777 };
}

/** Makes a folder and its parents. The `recursive` of node:fs never ends where no folder can be made, such as in /proc. */
async function makeFolder(path: string): Promise<void> {
    const stats = await existing(path, stat);
    if (stats?.isDirectory()) {
        return;
    }
    if (stats === undefined && dirname(path) !== path) {
        await makeFolder(dirname(path));
    }
    try {
        await mkdir(path);
    } catch (error) {
        // Another call may have made it meanwhile.
        if (!(await existing(path, stat))?.isDirectory()) {
            throw error;
        }
    }
}

/** A link stays a link, also one whose target is still to be made. Descriptors look like links to odd names. */
async function followLinks(link: string): Promise<string> {
    let path = link;
    for (let links = 0; !isDescriptor(path) && (await existing(path, lstat))?.isSymbolicLink(); links++) {
        if (links === MAX_LINKS) {
            throw new Error('it must not be a loop of links');
        }
        path = resolve(dirname(path), await readlink(path));
    }
    return path;
}

function isDescriptor(path: string): boolean {
    return path.startsWith('/proc/') || path.startsWith('/dev/');
}

async function existing(path: string, read: (path: string) => Promise<Stats>): Promise<Stats | undefined> {
    try {
        return await read(path);
    } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
            return undefined;
        }
        throw error;
    }
}
