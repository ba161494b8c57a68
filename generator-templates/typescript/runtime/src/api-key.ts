/** What is wrong with a key, surrounding white space aside; undefined if nothing is. No message shows a key. */
export function apiKeyProblem(apiKey: unknown): string | undefined {
    if (typeof apiKey !== 'string') {
        const actual = apiKey === undefined ? 'missing' : apiKey === null ? 'null' : `of type ${typeof apiKey}`;
        return `apiKey must be the secret key of your account, but was ${actual}`;
    }
    const key = apiKey.trim();
    if (key === '') {
        return 'apiKey must be the secret key of your account, but was empty';
    }
    return /^[!-~]+$/.test(key)
        ? undefined
        : 'apiKey must be visible ASCII characters only, but holds a line break, space or other character that a header' +
              ' cannot hold (not shown here)';
}
