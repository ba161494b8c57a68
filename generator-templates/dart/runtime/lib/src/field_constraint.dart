/// The types of the document.
enum FieldType {
  /// Text.
  string,

  /// A whole number, such as 8 or 8.0.
  integer,

  /// Any number.
  number,

  /// True or false.
  boolean,
}

/// What a field may hold. Judges values as JSON Schema does: 8.0 is the whole number 8, true is no number.
final class FieldConstraint {
  /// [min] and [max] are inclusive, [minLength] counts code points, and [pattern] has the syntax of ECMA 262.
  FieldConstraint(
    this.type,
    this.allowed, {
    this.isRequired = false,
    this.values,
    this.min,
    this.max,
    this.minLength = 0,
    String? pattern,
  }) : pattern = pattern == null ? null : RegExp(pattern, unicode: true);

  /// The type.
  final FieldType type;

  /// Completes the sentence "must be …".
  final String allowed;

  /// Whether the field must be there.
  final bool isRequired;

  /// All values; null if there are no others than the other rules say.
  final List<Object>? values;

  /// The least number.
  final num? min;

  /// The greatest number.
  final num? max;

  /// The fewest code points of a text.
  final int minLength;

  /// What a text has a match of.
  final RegExp? pattern;

  /// Whether the field may hold a value.
  bool accepts(Object? value) {
    if (values case final values?) {
      return values.contains(value);
    }
    return switch (type) {
      FieldType.string => value is String && _acceptsText(value),
      FieldType.boolean => value is bool,
      FieldType.integer => value is num && value.isFinite && value == value.truncate() && _acceptsNumber(value),
      FieldType.number => value is num && value.isFinite && _acceptsNumber(value),
    };
  }

  bool _acceptsNumber(num number) => number >= (min ?? number) && number <= (max ?? number);

  bool _acceptsText(String text) => text.runes.length >= minLength && (pattern?.hasMatch(text) ?? true);
}
