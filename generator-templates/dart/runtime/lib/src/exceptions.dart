import 'billing.dart';
import 'violation.dart';

/// Makes the exception of a non-video response.
typedef ResponseExceptionConstructor =
    PixverseException Function(
      String reason, {
      String? operation,
      Billing billing,
      int? status,
      String? requestId,
      String body,
      Duration? retryAfter,
      Object? cause,
    });

/// A call without a video. Check its [billing] before you send the request again. No text of it holds the API key.
abstract final class PixverseException implements Exception {
  PixverseException._(
    this.reason, {
    this.operation,
    this.billing = Billing.unknown,
    this.status,
    this.requestId,
    this.body = '',
    this.retryAfter,
    this.cause,
  });

  /// What went wrong, as the service or the client says it.
  final String reason;

  /// The name of the method that was called; null if the exception was made without one.
  final String? operation;

  /// What the failure means for the bill.
  final Billing billing;

  /// The HTTP status code; null without a response.
  final int? status;

  /// The service's id of the call, for its support; null if the response has none.
  final String? requestId;

  /// The body of the response as text, cut after 64 KiB, with the API key redacted.
  final String body;

  /// How long the service asks to wait before the next request; null if it says nothing that can be read.
  final Duration? retryAfter;

  /// What `dart:io` threw; null if nothing.
  final Object? cause;

  /// Operation, status code, reason, request id and billing status, those that are known.
  String get message =>
      [
        if (operation != null) '$operation: ',
        if (status != null) '$status: ',
        reason,
        if (requestId != null) ' (request id $requestId)',
        ' [${billing.code}: ${billing.meaning}]',
      ].join();

  @override
  String toString() => '$runtimeType: $message';
}

/// The client did not send the request. The message names everything that is wrong with it, one thing a line.
final class InvalidRequestException extends PixverseException {
  /// [reason] is used if there are no [violations].
  InvalidRequestException(String reason, {List<Violation> violations = const [], super.operation, super.cause})
    : violations = List.unmodifiable(violations),
      super._(
        violations.isEmpty
            ? reason
            : 'the request breaks the rules of the document:${violations.map((one) => '\n  ${one.message}').join()}\n ',
        billing: Billing.notSent,
      );

  /// The rules that the request breaks, and its unknown fields; empty if something else was wrong, such as the API key.
  final List<Violation> violations;
}

/// The request is malformed (400).
final class BadRequestException extends PixverseException {
  /// The client makes it, and your tests can.
  BadRequestException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// The API key is missing or wrong (401).
final class UnauthorizedException extends PixverseException {
  /// The client makes it, and your tests can.
  UnauthorizedException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// The API key may not do this (403).
final class ForbiddenException extends PixverseException {
  /// The client makes it, and your tests can.
  ForbiddenException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// The service does not have this endpoint (404).
final class NotFoundException extends PixverseException {
  /// The client makes it, and your tests can.
  NotFoundException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// Too few credits, or one of the other reasons for a 406: see the message.
final class InsufficientCreditsException extends PixverseException {
  /// The client makes it, and your tests can.
  InsufficientCreditsException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// Too many requests in a short time (429). The request was refused, so sending it again after [retryAfter] is safe.
final class RateLimitedException extends PixverseException {
  /// The client makes it, and your tests can.
  RateLimitedException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// The service failed (5xx).
final class ServerException extends PixverseException {
  /// The client makes it, and your tests can.
  ServerException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// The response is neither a video nor a documented refusal.
final class UnexpectedResponseException extends PixverseException {
  /// The client makes it, and your tests can.
  UnexpectedResponseException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.body,
    super.retryAfter,
    super.cause,
  }) : super._();
}

/// The response is missing or incomplete, or there was no connection.
final class ConnectionException extends PixverseException {
  /// The client makes it, and your tests can.
  ConnectionException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.cause,
  }) : super._();
}

/// The timeout passed. See [billing] for whether the service had finished the video.
final class CallTimeoutException extends PixverseException {
  /// The client makes it, and your tests can.
  CallTimeoutException(
    super.reason, {
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.cause,
  }) : super._();
}

/// A finished video could not be saved where it was meant to go. Its bytes are kept, see [savedTo].
final class SaveFailedException extends PixverseException {
  /// The client makes it, and your tests can.
  SaveFailedException(
    super.reason, {
    this.savedTo,
    super.operation,
    super.billing,
    super.status,
    super.requestId,
    super.cause,
  }) : super._();

  /// The path of the file that holds the bytes of the video instead; null if nothing was sent, or no file could be made.
  final String? savedTo;
}
