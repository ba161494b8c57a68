/** The signal of a call was aborted. */
export class SignalAbortedError extends Error {
    override readonly name = 'SignalAbortedError';
}

interface Listening {
    readonly callbacks: Set<() => void>;
    readonly listener: () => void;
}

const LISTENING = new WeakMap<AbortSignal, Listening>();

/**
 * Calls back once the signal is aborted; at once if it already is. All calls that share a signal share one listener,
 * because Node.js warns of a leak if a signal has more than ten.
 *
 * @returns a function that stops it
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
    if (signal === undefined) {
        return () => {};
    }
    if (signal.aborted) {
        callback();
        return () => {};
    }
    const { callbacks, listener } = LISTENING.get(signal) ?? listen(signal);
    callbacks.add(callback);
    return () => {
        if (callbacks.delete(callback) && callbacks.size === 0) {
            signal.removeEventListener('abort', listener);
            LISTENING.delete(signal);
        }
    };
}

function listen(signal: AbortSignal): Listening {
    const callbacks = new Set<() => void>();
    const listener = (): void => {
        for (const callback of [...callbacks]) {
            callback();
        }
    };
    const listening = { callbacks, listener };
    signal.addEventListener('abort', listener, { once: true });
    LISTENING.set(signal, listening);
    return listening;
}

/** Runs what may never return; fails with a SignalAbortedError once the signal is aborted. */
export async function unlessAborted<T>(run: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    let stopListening = (): void => {};
    const aborted = new Promise<never>((_, reject) => {
        stopListening = onAbort(signal, () => reject(new SignalAbortedError()));
    });
    try {
        return await Promise.race([run(), aborted]);
    } finally {
        stopListening();
    }
}

/** Fails with a SignalAbortedError once the signal is aborted. */
export async function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
        await unlessAborted(
            () =>
                new Promise((resolve) => {
                    timer = setTimeout(resolve, delayMs);
                }),
            signal,
        );
    } finally {
        clearTimeout(timer);
    }
}
