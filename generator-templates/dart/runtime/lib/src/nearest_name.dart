import 'dart:math';

/// One misspelling for this many characters.
const _charactersToAnEdit = 3;
final _separators = RegExp(r'[_\s-]');

/// The known name that is most like the given one, the first of several; null if none is much like it.
String? nearestName(Iterable<String> known, String name) {
  final letters = _letters(name);
  String? nearest;
  var fewest = 0;
  for (final candidate in known) {
    final edits = _edits(_letters(candidate), letters);
    if (edits <= candidate.length ~/ _charactersToAnEdit && (nearest == null || edits < fewest)) {
      nearest = candidate;
      fewest = edits;
    }
  }
  return nearest;
}

/// imageUrl, image-url and Image_URL are the same name, written in the manner of another language.
String _letters(String name) => name.replaceAll(_separators, '').toLowerCase();

/// The Levenshtein distance: how many characters to insert, delete or replace.
int _edits(String left, String right) {
  var previous = List.generate(right.length + 1, (column) => column);
  for (var row = 0; row < left.length; row++) {
    final current = [row + 1];
    for (var column = 0; column < right.length; column++) {
      final replaced = previous[column] + (left[row] == right[column] ? 0 : 1);
      current.add(min(replaced, min(previous[column + 1], current[column]) + 1));
    }
    previous = current;
  }
  return previous.last;
}
