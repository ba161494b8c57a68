import 'dart:convert';

import 'json.dart';
import 'request_schema.dart';
import 'violation.dart';

/// Base class of requests. Requests cannot be changed, and are equal if they send the same fields. Their rules are checked
/// when they are sent, all at once; see [violations] to check them earlier.
abstract base class Request {
  /// Takes fields by the document's names. [additionalProperties] are sent on purpose although the document does not know them.
  Request(this._schema, Map<String, Object?> fields, Map<String, Object?> additionalProperties)
    : _fields = frozenMap({...fields, ...additionalProperties}),
      _additionalNames = Set.unmodifiable(additionalProperties.keys) {
    additionalProperties.keys.forEach(_schema.checkAdditional);
  }

  final RequestSchema _schema;
  final Map<String, Object?> _fields;
  final Set<String> _additionalNames;

  /// The fields to send, by the document's names. Cannot be changed.
  Map<String, Object?> toJson() => _fields;

  /// Fields to send on purpose although the document does not know them.
  Map<String, Object?> get additionalProperties => {for (final name in _additionalNames) name: _fields[name]};

  /// The rules of the document that the request breaks, and its unknown fields.
  List<Violation> get violations => _schema.violations(_fields, _additionalNames);

  /// The JSON text to send. Throws a [JsonUnsupportedObjectError] for values that JSON does not have.
  String encode() => jsonEncode(_fields);

  /// The value of a field; null if it is not set, or of another type.
  T? read<T extends Object>(String name) {
    final value = _fields[name];
    return value is T ? value : null;
  }

  /// The fields of a copy: those of this request that the document knows, and [changes], except those that are null.
  Map<String, Object?> changed(Map<String, Object?> changes) => {
    for (final MapEntry(:key, :value) in _fields.entries)
      if (!_additionalNames.contains(key)) key: value,
    ...set(changes),
  };

  /// The fields that are not null, or have a default.
  static Map<String, Object?> set(Map<String, Object?> fields, [Map<String, Object> defaults = const {}]) => {
    for (final MapEntry(:key, :value) in fields.entries)
      if (value ?? defaults[key] case final set?) key: set,
  };

  @override
  bool operator ==(Object other) =>
      other is Request && other.runtimeType == runtimeType && sameJson(_fields, other._fields);

  @override
  int get hashCode => Object.hash(runtimeType, Object.hashAllUnordered(_fields.keys));

  @override
  String toString() =>
      '${_schema.request}(${_fields.entries.map((entry) => '${entry.key}: ${excerpt(entry.value)}').join(', ')})';
}
