/** How many tasks run, and until when. */
export interface MapSettledOptions {
    /** How many tasks run at once. */
    readonly maxConcurrency: number;
    /** Once it is aborted, no further task starts. Pass it to the calls too, to cancel those that run. */
    readonly signal?: AbortSignal | undefined;
}

/** The outcome of one item. */
export type SettledItem<T, R> = PromiseSettledResult<R> & { readonly item: T };

/**
 * Runs a task for each item, at most so many at once, and waits for all of them: unlike with `Promise.all`, one
 * failure loses no other video.
 *
 * @returns each item with its outcome, in their order; those that did not start have the reason of the signal
 */
export async function mapSettled<T, R>(
    items: Iterable<T>,
    task: (item: T, index: number) => Promise<R>,
    { maxConcurrency, signal }: MapSettledOptions,
): Promise<SettledItem<T, R>[]> {
    if (!Number.isInteger(maxConcurrency) || maxConcurrency < 1) {
        throw new RangeError(`maxConcurrency must be a whole number from 1, but was ${maxConcurrency}`);
    }
    const all = [...items];
    const outcomes: SettledItem<T, R>[] = [];
    const queue = all.entries();
    const work = async (): Promise<void> => {
        for (const [index, item] of queue) {
            try {
                signal?.throwIfAborted();
                outcomes[index] = { status: 'fulfilled', value: await task(item, index), item };
            } catch (reason) {
                outcomes[index] = { status: 'rejected', reason, item };
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(maxConcurrency, all.length) }, work));
    return outcomes;
}
