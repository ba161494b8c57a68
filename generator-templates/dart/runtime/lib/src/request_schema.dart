import 'field_constraint.dart';
import 'json.dart';
import 'nearest_name.dart';
import 'violation.dart';

final _plainName = RegExp(r'^[\w.-]{1,100}$');

/// Values that must not come together, and why.
final class ExcludedCombination {
  /// [values] are by the name of the field.
  const ExcludedCombination(this.reason, this.values);

  /// Why they must not.
  final String reason;

  /// By the name of the field.
  final Map<String, Object> values;
}

/// The rules of one kind of request: one for each field, then the combinations that are excluded.
final class RequestSchema {
  /// [fields] are in the document's order.
  RequestSchema(this.request, this.fields, this.excluded);

  /// The name of the kind.
  final String request;

  /// The constraints by the name of the field.
  final Map<String, FieldConstraint> fields;

  /// What must not be combined.
  final List<ExcludedCombination> excluded;

  /// All that is wrong: fields in the document's order, then combinations, then unknown fields.
  List<Violation> violations(Map<String, Object?> values, Set<String> additionalNames) => List.unmodifiable([
    for (final MapEntry(key: name, value: constraint) in fields.entries)
      if (!values.containsKey(name)) ...[
        if (constraint.isRequired) _violation(name, constraint.allowed, 'missing'),
      ] else if (!constraint.accepts(values[name]))
        _violation(name, constraint.allowed, excerpt(values[name])),
    for (final combination in excluded)
      if (combination.values.entries.every((entry) => _holds(values[entry.key], entry.value)))
        _violationOf(combination, values),
    for (final name in values.keys)
      if (!fields.containsKey(name) && !additionalNames.contains(name)) _unknown(name, values[name]),
  ]);

  /// Rejects an additional property that would replace a field.
  void checkAdditional(String name) {
    if (name.isEmpty || fields.containsKey(name)) {
      throw ArgumentError(
        'name of an additional property must be text other than the fields of the request '
        '(${fields.keys.join(', ')}), but was ${excerpt(name)}',
      );
    }
  }

  Violation _violation(String name, String allowed, String actual) =>
      Violation('$name must be $allowed, but was $actual', [name]);

  /// A text that reads like the excluded value stands for it as well.
  bool _holds(Object? value, Object excluded) => value is num ? value == excluded : '$value' == '$excluded';

  Violation _violationOf(ExcludedCombination combination, Map<String, Object?> values) {
    final names = combination.values.keys.toList();
    final given = names.map((name) => '$name ${excerpt(values[name])}').join(' and ');
    return Violation('$given must not be combined: ${combination.reason}', names);
  }

  Violation _unknown(String name, Object? value) {
    final nearest = nearestName(fields.keys, name);
    final shown = _plainName.hasMatch(name) ? name : excerpt(name);
    final hint = nearest == null ? '' : ' (did you mean "$nearest"?)';
    return Violation(
      '$shown must be a field of $request$hint or an additional property, but was ${excerpt(value)}',
      [name],
      kind: ViolationKind.unknownField,
    );
  }
}
