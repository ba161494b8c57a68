import { emitWarning } from 'node:process';

/**
 * A listener that ends nothing that is paid or free: one that throws or rejects is not called again, and its error
 * becomes a warning of the process.
 */
export function harmless<A extends unknown[]>(listener: ((...args: A) => unknown) | undefined): (...args: A) => void {
    let current = listener;
    return (...args) => {
        const called = current;
        // A listener may be asynchronous, although nobody waits for it.
        (async () => await called?.(...args))().catch((error: unknown) => {
            current = undefined;
            emitWarning(error instanceof Error ? error : String(error));
        });
    };
}
