import 'dart:io';
import 'dart:math';

const _replacement = '<redacted>';

/// A shorter key, or part of one, says nothing and is found in ordinary words.
const _minLength = 4;

/// Control characters and invisible formatting (bidirectional overrides, zero width) fake what a reader sees.
final _invisible = RegExp(r'[\p{Cc}\p{Cf}\u2028\u2029]+', unicode: true);
final _never = RegExp('(?!)');
const _entities = {'&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos'};

/// Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped, percent-encoded, as
/// HTML references, or cut off at the end of the text. The key is kept in closures, as in `ApiKey`.
final class KeyRedactor {
  /// For one key.
  KeyRedactor(String key) {
    final forms = key.length < _minLength ? _never : _formsOf(key);
    final start = key.toLowerCase();
    _forms = () => forms;
    _start = () => start;
  }

  late final RegExp Function() _forms;
  late final String Function() _start;

  /// The text without the key; line breaks and everything else stay.
  String redact(String text) {
    final redacted = text.replaceAll(_forms(), _replacement);
    final start = _start();
    final end = redacted.substring(max(0, redacted.length - start.length)).toLowerCase();
    for (var length = min(start.length, end.length); length >= _minLength; length--) {
      if (end.endsWith(start.substring(0, length))) {
        return redacted.substring(0, redacted.length - length) + _replacement;
      }
    }
    return redacted;
  }

  /// The text on one line, without the key and without characters that are not seen.
  String redactLine(String text) => redact(text).replaceAll(_invisible, ' ').replaceAll(RegExp(' +'), ' ').trim();

  /// The error, or one with the same text if it quotes the key.
  Object redactError(Object error) =>
      _forms().hasMatch('$error') ? HttpException(redactLine('${error.runtimeType}: $error')) : error;

  /// A terminal or a browser does not show what is between two characters.
  static RegExp _formsOf(String key) => RegExp(
    [for (var i = 0; i < key.length; i++) _form(key[i], isFirst: i == 0)].join(r'[\p{Cc}\p{Cf}]*'),
    caseSensitive: false,
    unicode: true,
  );

  /// The first character is found at the start of a run of backslashes only, or long runs would take quadratic time.
  static String _form(String char, {required bool isFirst}) {
    final code = char.codeUnitAt(0);
    final hex = code.toRadixString(16).padLeft(2, '0');
    final start = isFirst ? r'(?<!\\)' : '';
    final entity = _entities[char];
    return '(?:$start\\\\*\\x$hex|$start\\\\+u00$hex|%(?:25)*$hex|&#x0*$hex;?|&#0*$code;?'
        '${entity == null ? '' : '|&$entity;'})';
  }
}
