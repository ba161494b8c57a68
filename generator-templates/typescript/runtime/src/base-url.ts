const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const LOOPBACK = new RegExp(
    `^(?:(?:.+\\.)?localhost|127(?:\\.${OCTET}){3}|\\[::1\\]|\\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\\])$`,
);
const USER_INFO = /\/\/[^/?#]*@/;
const VERSION = /\/v\d+\/*$/;

/** What is wrong with the address of a server, to which the key is sent; undefined if nothing is. */
export function baseUrlProblem(name: string, baseUrl: unknown, example: string): string | undefined {
    const rule = brokenRule(baseUrl);
    return rule === undefined
        ? undefined
        : `${name} must be ${rule}, such as ${example}, but was ${String(baseUrl).replace(USER_INFO, '//<redacted>@')}`;
}

function brokenRule(baseUrl: unknown): string | undefined {
    const url = typeof baseUrl === 'string' ? parseUrl(baseUrl) : undefined;
    if (url === undefined) {
        return 'an https URL, or an http URL of this machine';
    }
    if (url.protocol === 'http:' && !isLoopback(url)) {
        return 'an https URL, or an http URL of this machine, because plain http shows the API key to the network';
    }
    if (url.username !== '' || url.password !== '') {
        return 'a URL without a user name or password';
    }
    if (/[?#]/.test(url.href)) {
        return 'a URL without a query or fragment';
    }
    return VERSION.test(url.pathname) ? "the server's root without the version, which the paths hold" : undefined;
}

/** An absolute http or https URL; undefined if the text is none. */
export function parseUrl(text: string, base?: URL): URL | undefined {
    try {
        const url = new URL(text, base);
        return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
    } catch {
        return undefined;
    }
}

/** Whether the URL names this machine. */
function isLoopback(url: URL): boolean {
    return LOOPBACK.test(url.hostname);
}

/**
 * Whether a finished video may be fetched from an address that a response of this server gives: over https, and
 * from this machine only if the server itself is on it, so that a response cannot reach local services.
 */
export function mayLinkTo(server: URL, address: URL): boolean {
    return (
        address.username === '' &&
        address.password === '' &&
        (isLoopback(address) ? isLoopback(server) : address.protocol === 'https:')
    );
}
