import 'dart:async';

/// The secret key, or where it comes from. It is kept in a closure, which neither debuggers nor serialisation look into.
final class ApiKey {
  /// A fixed key.
  ApiKey(String key) : this.from(() => key);

  /// A key that is read before each request.
  ApiKey.from(FutureOr<String> Function() source) : _read = source;

  final FutureOr<String> Function() _read;

  /// The key to send. Throws an [ArgumentError] if there is none that can be sent; no message shows a key.
  Future<String> value() async {
    final String key;
    try {
      key = await _read();
    } on Object catch (e) {
      // Its text may hold the key.
      throw ArgumentError('apiKey must come from the function, but it threw ${e.runtimeType}');
    }
    final problem = problemOf(key);
    return problem == null ? key.trim() : throw ArgumentError(problem);
  }

  /// What is wrong with a key, surrounding white space aside; null if nothing is.
  static String? problemOf(String key) {
    final text = key.trim();
    if (text.isEmpty) {
      return 'apiKey must be the secret key of your account, but was empty';
    }
    return RegExp(r'^[!-~]+$').hasMatch(text)
        ? null
        : 'apiKey must be visible ASCII characters only, but holds a line break, space or other character '
            'that a header cannot hold (not shown here)';
  }

  @override
  String toString() => '<redacted>';
}
