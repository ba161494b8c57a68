import { writeFile } from 'node:fs/promises';
import { Configuration, PixverseApi } from 'pixverse-client';

const pixverse = new PixverseApi(new Configuration({
    basePath: process.env.PIXVERSE_BASE_URL,
    apiKey: process.env.SEGMIND_API_KEY ?? '',
}));
const video = await pixverse.textToVideo({ prompt: 'A paper boat on a rainy street' });
await writeFile('boat.mp4', video.stream());
