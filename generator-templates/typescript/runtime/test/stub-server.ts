import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallOptions, Pixverse, type PixverseOptions } from 'pixverse-client';

export const KEY = 'SG_0123456789abcdef';

/** What a server does with the connection of one request, once the request is complete. */
export type Responder = (socket: Socket, index: number, request: string) => void | Promise<void>;

/** A server of raw sockets, which can break every rule of HTTP. */
export class StubServer {
    /** The requests received, head and body. */
    readonly requests: string[] = [];
    connections = 0;
    /** Also of what is no HTTP, such as the beginning of a handshake. */
    bytesReceived = 0;
    readonly #server: Server;
    readonly #sockets = new Set<Socket>();

    private constructor(responder: Responder) {
        this.#server = createServer((socket) => {
            this.connections++;
            this.#sockets.add(socket);
            socket.on('error', () => {});
            let received = '';
            socket.on('data', (chunk) => {
                this.bytesReceived += chunk.length;
                received += chunk.toString('latin1');
                if (isComplete(received)) {
                    const request = received;
                    const index = this.requests.push(request) - 1;
                    received = '';
                    void responder(socket, index, request);
                }
            });
        });
    }

    static async start(responder: Responder): Promise<StubServer> {
        const server = new StubServer(responder);
        server.#server.listen(0, '127.0.0.1');
        await once(server.#server, 'listening');
        return server;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    client(options: Partial<PixverseOptions> = {}): Pixverse {
        return new Pixverse({ apiKey: KEY, baseUrl: this.url, maxRetries: 0, ...options });
    }

    /** The requests to a path, whose end may be left out. */
    requestsTo(path: string): string[] {
        return this.requests.filter((request) => pathOf(request).startsWith(path));
    }

    /** Drops all connections. */
    disconnect(): void {
        for (const socket of this.#sockets) {
            socket.destroy();
        }
    }

    async close(): Promise<void> {
        this.disconnect();
        this.#server.close();
        await once(this.#server, 'close');
    }
}

function isComplete(request: string): boolean {
    const head = request.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
    return head !== -1 && request.length >= head + 4 + length;
}

/** Runs with a server that is closed afterwards. */
export async function withServer<T>(responder: Responder, run: (server: StubServer) => Promise<T>): Promise<T> {
    const server = await StubServer.start(responder);
    try {
        return await run(server);
    } finally {
        await server.close();
    }
}

/** A response with its length. */
export function response(status: number, headers: Record<string, string>, body: string | Buffer = ''): Buffer {
    const bytes = Buffer.from(body as string, 'utf8');
    const lines = Object.entries({ 'Content-Length': String(bytes.length), ...headers }).map(
        ([n, v]) => `${n}: ${v}\r\n`,
    );
    return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
}

export function respondWith(...bytes: (string | Buffer)[]): Responder {
    return (socket, index) => {
        socket.end(bytes[Math.min(index, bytes.length - 1)] ?? '');
    };
}

/** The path of a request, without its query. */
function pathOf(request: string): string {
    return /^\w+ ([^ ?]+)/.exec(request)?.[1] ?? '';
}

/** What a server does with the requests to each path, in order; the last one is repeated. */
export type Routes = Readonly<Record<string, (string | Buffer | Responder)[]>>;

/** A responder that knows paths; other requests get a 404. */
export function routes(known: Routes): Responder {
    const counts = new Map<string, number>();
    return (socket, index, request) => {
        const path = pathOf(request);
        const count = counts.get(path) ?? 0;
        counts.set(path, count + 1);
        const responses = known[path] ?? [json(404, { error: 'Not found' })];
        const next = responses[Math.min(count, responses.length - 1)] ?? '';
        if (typeof next === 'function') {
            return next(socket, index, request);
        }
        socket.end(next);
    };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Buffer {
    return response(status, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(body));
}

export function box(type: string, length: number): Buffer {
    const bytes = Buffer.alloc(8 + length);
    bytes.writeUInt32BE(8 + length);
    bytes.write(type, 4, 'latin1');
    return bytes;
}

export const MP4 = Buffer.concat([box('ftyp', 8), box('moov', 100), box('mdat', 1_000)]);
export const VIDEO = response(200, { 'Content-Type': 'video/mp4', 'x-request-id': 'request-1' }, MP4);

export const PROMPT = { prompt: 'A paper boat' };

/** The error that a call must end with. */
export async function errorOf(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
    try {
        await call;
    } catch (error) {
        return error as Error & Record<string, unknown>;
    }
    throw new Error('the call must fail, but did not');
}

/** The error of a call and of reading its video. */
export async function errorOfVideo(
    client: Pixverse,
    options: CallOptions = {},
): Promise<Error & Record<string, unknown>> {
    return await errorOf(client.textToVideo(PROMPT, options).then((video) => video.bytes()));
}

export { sleep };

/** Fails for what takes long in itself, also on a machine that is busy with other things. */
export function assertFast(run: () => void, maxSeconds = 3): void {
    const before = process.cpuUsage();
    run();
    const { user } = process.cpuUsage(before);
    assert.ok(user < maxSeconds * 1e6, `${user / 1e6} s`);
}
