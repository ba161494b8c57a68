// Calls the sandbox with each generated client; fails unless it gives the bytes of the video.
import createClient from 'openapi-fetch';
import { Configuration, PixverseApi } from './generator-typescript-axios';
import { client as heyApi } from './hey-api/client.gen';
import { textToVideo as heyApiTextToVideo } from './hey-api/sdk.gen';
import type { paths } from './openapi-typescript';
import { textToVideo as orvalTextToVideo } from './orval/client';

const url = process.env.PIXVERSE_BASE_URL!;
const key = process.env.SEGMIND_API_KEY!;
const request = {
    prompt: 'A paper boat',
    aspect_ratio: '16:9' as const,
    duration: 5 as const,
    motion_mode: 'normal' as const,
    quality: '540p' as const,
};

function check(tool: string, bytes: number | undefined): void {
    if (bytes !== Number(process.env.EXPECTED_BYTES)) {
        throw new Error(`${tool} gave ${bytes} bytes, not ${process.env.EXPECTED_BYTES}`);
    }
    console.log(`${tool}: ${bytes} bytes`);
}

async function main(): Promise<void> {
    const fetchClient = createClient<paths>({ baseUrl: url, headers: { 'x-api-key': key } });
    const fetched = await fetchClient.POST('/v1/pixverse-text2video', { body: request, parseAs: 'blob' });
    check('openapi-typescript with openapi-fetch', (fetched.data as unknown as Blob).size);

    heyApi.setConfig({ baseUrl: url, auth: () => key });
    const hey = await heyApiTextToVideo({ body: request });
    check('hey-api', (hey.data as Blob).size);

    // Its functions have the server of the document; a user sets another one in fetch, too.
    const original = globalThis.fetch;
    globalThis.fetch = (input, init) => original(String(input).replace(/^https:\/\/[^/]+|^(?=\/)/, url), init);
    const orval = await orvalTextToVideo(request, { headers: { 'x-api-key': key } });
    globalThis.fetch = original;
    check('orval', (orval.data as Blob).size);

    const axios = new PixverseApi(new Configuration({ basePath: url, apiKey: key }));
    const axiosVideo = await axios.textToVideo(request, { responseType: 'arraybuffer' });
    check('OpenAPI Generator typescript-axios', (axiosVideo.data as unknown as ArrayBuffer).byteLength);
}

void main();
