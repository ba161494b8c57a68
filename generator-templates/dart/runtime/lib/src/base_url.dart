import 'dart:convert';

const _octet = r'(?:25[0-5]|2[0-4]\d|1?\d?\d)';
final _loopback = RegExp(
  '^(?:(?:.+\\.)?localhost|127(?:\\.$_octet){3}|::1|::ffff:(?:127(?:\\.$_octet){3}|7f[0-9a-f]{2}:[0-9a-f]{1,4}))\$',
  caseSensitive: false,
);

/// What RFC 3986 has percent-encoded.
final _unsafe = RegExp(r'[^!-~]|["<>\\^`{|}]', unicode: true);
final _userInfo = RegExp(r'//[^/?#]*@');
final _version = RegExp(r'^/v\d+/');

/// The root of the service: https, or plain http to this machine only, because the key goes there.
abstract final class BaseUrl {
  /// What is wrong with a URL; null if nothing is. [example] is one without a problem, [paths] are those of the operations.
  static String? problemOf(String text, {required String example, required Iterable<String> paths}) {
    final rule = _brokenRule(text, paths);
    return rule == null
        ? null
        : 'baseUrl must be $rule, such as $example, but was ${text.replaceFirst(_userInfo, '//<redacted>@')}';
  }

  /// The URL of a file; null if the text is anything else. Characters that should have been percent-encoded are.
  static Uri? parseAddress(String text) => parse(
    text.replaceAllMapped(
      _unsafe,
      (match) => utf8.encode(match[0]!).map((byte) => '%${byte.toRadixString(16).padLeft(2, '0')}').join(),
    ),
  );

  /// An http or https URL; null if the text is anything else.
  static Uri? parse(String text) {
    final url = _unsafe.hasMatch(text) ? null : Uri.tryParse(text);
    return url != null && const {'http', 'https'}.contains(url.scheme) && url.host.isNotEmpty ? url : null;
  }

  /// Whether the URL names this machine.
  static bool isLoopback(Uri url) => _loopback.hasMatch(url.host);

  /// Whether a finished video may be fetched from an address that a response of this server gives: over https, and from
  /// this machine only if the server itself is on it, so that a response cannot reach local services.
  static bool mayLinkTo(Uri server, Uri address) =>
      address.userInfo.isEmpty && (isLoopback(address) ? isLoopback(server) : address.isScheme('https'));

  static String? _brokenRule(String text, Iterable<String> paths) {
    final url = parse(text);
    if (url == null) {
      return 'an https URL, or an http URL of this machine';
    }
    if (!url.isScheme('https') && !isLoopback(url)) {
      return 'an https URL, or an http URL of this machine, because plain http shows the API key to the network';
    }
    if (url.userInfo.isNotEmpty || text.contains('@')) {
      return 'a URL without a user name or password';
    }
    if (url.hasQuery || url.hasFragment) {
      return 'a URL without a query or fragment';
    }
    return _repeatsVersion(url, paths) ? "the server's root without the version, which the paths hold" : null;
  }

  static bool _repeatsVersion(Uri url, Iterable<String> paths) {
    final path = '${withoutSlashes(url.path)}/';
    return paths.any((each) => path.endsWith(_version.stringMatch(each) ?? '\n'));
  }

  /// A path without slashes at its end.
  static String withoutSlashes(String path) => path.replaceFirst(RegExp(r'/+$'), '');
}
