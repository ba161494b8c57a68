import { Pixverse } from 'pixverse-client';

const pixverse = new Pixverse({
    apiKey: process.env.SEGMIND_API_KEY ?? '',
    baseUrl: process.env.PIXVERSE_BASE_URL,
});
await pixverse.textToVideo({ prompt: 'A paper boat on a rainy street' }, { saveTo: 'boat.mp4' });
