import 'dart:convert';

const _maxExcerpt = 100;

/// A value as an error message shows it: as JSON, so that control characters are visible, and never long.
String excerpt(Object? value) {
  final json = _text(value);
  return json.length <= _maxExcerpt ? json : '${json.substring(0, _maxExcerpt)}… (${json.length} characters)';
}

String _text(Object? value) => switch (value) {
  String() => jsonEncode(value).replaceAll('\u2028', r'\u2028').replaceAll('\u2029', r'\u2029'),
  null || num() || bool() => '$value',
  List() => '[${value.map(_text).join(',')}]',
  Map() => '{${value.entries.map((entry) => '${_text('${entry.key}')}:${_text(entry.value)}').join(',')}}',
  // Its own text may be long, or secret.
  _ => 'a ${value.runtimeType}',
};

/// A deep copy that cannot be changed: the caller's object may change later.
Object? frozen(Object? value) => switch (value) {
  List() => List<Object?>.unmodifiable(value.map(frozen)),
  Map() => frozenMap(value.map((name, one) => MapEntry('$name', one))),
  _ => value,
};

/// A deep copy that cannot be changed.
Map<String, Object?> frozenMap(Map<String, Object?> fields) =>
    Map.unmodifiable(fields.map((name, value) => MapEntry(name, frozen(value))));

/// Whether two values are the same JSON, whatever the order of names.
bool sameJson(Object? left, Object? right) => switch ((left, right)) {
  (final List<Object?> one, final List<Object?> other) =>
    one.length == other.length && Iterable<int>.generate(one.length).every((i) => sameJson(one[i], other[i])),
  (final Map<String, Object?> one, final Map<String, Object?> other) =>
    one.length == other.length &&
        one.entries.every((entry) => other.containsKey(entry.key) && sameJson(entry.value, other[entry.key])),
  _ => left == right,
};
