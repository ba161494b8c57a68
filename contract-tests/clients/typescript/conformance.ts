// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
import { createInterface } from 'node:readline';
import { type CallOptions, Configuration, FetchError, PixverseApi, ResponseError, TIME_LIMITS } from 'pixverse-client';

interface Case {
    operation: string;
    request: unknown;
    timeoutSeconds?: number;
}

const api = new PixverseApi(new Configuration({
    basePath: process.env.PIXVERSE_BASE_URL,
    apiKey: process.env.SEGMIND_API_KEY ?? '',
}));

// The compiler does not know which request belongs to which name.
type Operation = (request: unknown, options: CallOptions) => Promise<Blob>;

function call({ operation, request, timeoutSeconds }: Case): Promise<Blob> {
    const method = api[operation as keyof PixverseApi] as unknown as Operation;
    return method.call(api, request, { timeoutSeconds });
}

async function outcome(input: Case): Promise<object> {
    try {
        const video = await call(input);
        return { outcome: 'VIDEO', status: 200, bytes: video.size };
    } catch (error) {
        if (error instanceof ResponseError) {
            return { outcome: 'REFUSED', status: error.status, message: error.message };
        }
        if (error instanceof FetchError) {
            return { outcome: 'FAILED', message: error.message };
        }
        if (error instanceof RangeError) {
            return { outcome: 'NOT_SENT', message: error.message };
        }
        throw error;
    }
}

console.log(JSON.stringify({ timeLimits: TIME_LIMITS }));
for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await outcome(JSON.parse(line) as Case)));
}
