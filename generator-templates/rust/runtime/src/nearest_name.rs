/// One misspelling for this many characters.
const CHARS_PER_EDIT: usize = 3;

/// The known name that is most like the given one, the first of several; `None` if none is much like it.
pub(crate) fn nearest_name<'a>(known: impl Iterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let given = letters(name);
    let mut nearest = None;
    let mut fewest = usize::MAX;
    for candidate in known {
        let edits = distance(&letters(candidate), &given);
        if edits <= candidate.chars().count() / CHARS_PER_EDIT && edits < fewest {
            nearest = Some(candidate);
            fewest = edits;
        }
    }
    nearest
}

/// imageUrl, image-url and `Image_URL` are the same name, written in the manner of another language.
fn letters(name: &str) -> Vec<char> {
    let is_letter = |c: &char| !matches!(c, '_' | '-') && !c.is_whitespace();
    name.chars().filter(is_letter).flat_map(char::to_lowercase).collect()
}

/// The Levenshtein distance: how many characters to insert, delete or replace.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.iter().enumerate() {
        let mut current = vec![i + 1];
        for (j, to) in right.iter().enumerate() {
            let replaced = previous[j] + usize::from(from != to);
            current.push(replaced.min(previous[j + 1] + 1).min(current[j] + 1));
        }
        previous = current;
    }
    previous[right.len()]
}
