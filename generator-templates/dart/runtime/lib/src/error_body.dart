import 'dart:convert';

import 'key_redactor.dart';

const _maxLength = 500;
const _hiddenElements = ['script', 'style', 'head'];
final _nameCharacter = RegExp('[a-z0-9]');

/// Reads in the body of a non-video response why the call failed, or where the video is.
abstract final class ErrorBody {
  /// The reason on one line of bounded length, redacted before it is cut.
  static String reason(String body, KeyRedactor redactor) {
    final text = redactor.redactLine(_text(body));
    if (text.isEmpty) {
      return '(the response has no text)';
    }
    return text.length <= _maxLength ? text : '${text.substring(0, _maxLength)}…';
  }

  /// The address of the video in a JSON body; null if there is none.
  static String? videoAddress(String body) {
    final json = _object(body);
    return switch (json?['video']) {
      final Map<String, Object?> video => _string(video, 'url'),
      _ => json == null ? null : _string(json, 'output'),
    };
  }

  static String _text(String body) {
    final json = _object(body);
    if (json == null) {
      return body.contains('<') ? _withoutTags(body) : body;
    }
    final parts = [_string(json, 'error'), _string(json, 'error_description')].nonNulls;
    return parts.isEmpty ? body : parts.join(': ');
  }

  static Map<String, Object?>? _object(String body) {
    try {
      final json = jsonDecode(body);
      return json is Map<String, Object?> ? json : null;
    } on FormatException {
      return null;
    }
  }

  static String? _string(Map<String, Object?> json, String name) => switch (json[name]) {
    final String text => text,
    final num number => '$number',
    final bool flag => '$flag',
    _ => null,
  };

  /// Linear in the length of the text: a regular expression takes seconds for 64 KiB of `<`.
  static String _withoutTags(String html) {
    final lower = html.toLowerCase();
    // A few characters change their length, and then positions would not fit.
    final hidden = lower.length == html.length ? _hiddenElements.toSet() : <String>{};
    final text = StringBuffer();
    var at = 0;
    while (true) {
      final open = html.indexOf('<', at);
      final close = open == -1 ? -1 : html.indexOf('>', open);
      if (close == -1) {
        return (text..write(html.substring(at))).toString();
      }
      text
        ..write(html.substring(at, open))
        ..write(' ');
      at = close + 1;
      for (final element in hidden.toList()) {
        if (_isTag(lower, open, element)) {
          final end = lower.indexOf('</$element', at);
          final endClose = end == -1 ? -1 : lower.indexOf('>', end);
          if (endClose == -1) {
            // It is never closed, so that no later one is, either.
            hidden.remove(element);
          } else {
            at = endClose + 1;
          }
        }
      }
    }
  }

  static bool _isTag(String lower, int open, String element) =>
      lower.startsWith(element, open + 1) && !_nameCharacter.hasMatch(lower[open + 1 + element.length]);
}
