import 'billing.dart';
import 'exceptions.dart';

/// What the document says about one operation.
final class Operation {
  /// [statuses] are all but 200.
  const Operation({
    required this.id,
    required this.path,
    required this.accept,
    required this.timeoutSeconds,
    required this.statuses,
    required this.resetHeaders,
  });

  /// The name of the method.
  final String id;

  /// The path below the server's root.
  final String path;

  /// The media types of responses.
  final String accept;

  /// Five times the usual duration of a call.
  Duration get timeout => Duration(microseconds: (timeoutSeconds * Duration.microsecondsPerSecond).round());

  /// The timeout, with fractions of a second.
  final num timeoutSeconds;

  /// The exception and the billing status of each documented status.
  final Map<int, (ResponseExceptionConstructor, Billing)> statuses;

  /// The headers that say when a rate limit ends.
  final List<String> resetHeaders;

  /// The exception and the billing status of a non-video response. Nothing is known of the bill of other statuses.
  (ResponseExceptionConstructor, Billing) failure(int status) =>
      statuses[status] ?? (status >= 500 ? ServerException.new : UnexpectedResponseException.new, Billing.unknown);

  @override
  String toString() => id;
}
