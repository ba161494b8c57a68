// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
import { createInterface } from 'node:readline';
import {
    type CallOptions, Configuration, FetchError, type ImageToVideoRequest, PixverseApi, ResponseError,
    type TextToVideoRequest, TIME_LIMITS, type V5ExtendRequest, type V5VideoRequest, type V6VideoRequest,
} from 'pixverse-client';

interface Case {
    operation: string;
    request: unknown;
    timeoutSeconds?: number;
}

const api = new PixverseApi(new Configuration({
    basePath: process.env.PIXVERSE_BASE_URL,
    apiKey: process.env.SEGMIND_API_KEY ?? '',
}));

function call({ operation, request, timeoutSeconds }: Case): Promise<Blob> {
    const options: CallOptions = { timeoutSeconds };
    switch (operation) {
        case 'textToVideo': return api.textToVideo(request as TextToVideoRequest, options);
        case 'imageToVideo': return api.imageToVideo(request as ImageToVideoRequest, options);
        case 'generateV5Video': return api.generateV5Video(request as V5VideoRequest, options);
        case 'extendV5Video': return api.extendV5Video(request as V5ExtendRequest, options);
        case 'generateV6Video': return api.generateV6Video(request as V6VideoRequest, options);
        default: throw new Error(`no operation ${operation}`);
    }
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
