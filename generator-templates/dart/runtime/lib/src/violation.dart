/// What kind of thing is wrong with a request.
enum ViolationKind {
  /// A rule of the document is broken: by a value, by a combination of values, or by a field that is missing.
  invalid,

  /// The document knows no field of this name, and it is no additional property. It is probably misspelt: a service that
  /// ignores it makes, and bills, a video with the default instead.
  unknownField,
}

/// One thing that is wrong with a request: which field, what it holds, what is allowed.
final class Violation {
  /// [message] says what is wrong with [fields].
  Violation(this.message, List<String> fields, {this.kind = ViolationKind.invalid})
    : fields = List.unmodifiable(fields);

  /// What kind of thing is wrong.
  final ViolationKind kind;

  /// The names of the fields that the rule is about, several for an excluded combination.
  final List<String> fields;

  /// Such as "duration must be one of 5, 8, but was 7".
  final String message;

  @override
  String toString() => message;
}
