/** One misspelling for this many characters. */
const CHARACTERS_PER_EDIT = 3;

/** The known name that is most like the given one, the first of several; undefined if none is much like it. */
export function nearestName(known: readonly string[], name: string): string | undefined {
    let nearest: string | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const candidate of known) {
        const edits = distance(letters(candidate), letters(name));
        if (edits <= Math.floor(candidate.length / CHARACTERS_PER_EDIT) && edits < fewest) {
            nearest = candidate;
            fewest = edits;
        }
    }
    return nearest;
}

/** imageUrl, image-url and Image_URL are the same name, written in the manner of another language. */
function letters(name: string): string {
    return name.replace(/[_\s-]/g, '').toLowerCase();
}

/** The Levenshtein distance: how many characters to insert, delete or replace. */
function distance(left: string, right: string): number {
    let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 1; i <= left.length; i++) {
        const current = [i];
        for (let j = 1; j <= right.length; j++) {
            const replaced = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
            current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
        }
        previous = current;
    }
    return previous[right.length] ?? 0;
}
