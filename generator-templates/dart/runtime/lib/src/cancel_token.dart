import 'dart:async';

import 'billing.dart';

/// Cancels the calls that it is given to, at any moment: before they are sent, while they wait, and while a video is read.
final class CancelToken {
  final _listeners = <void Function()>{};
  final _cancelled = Completer<void>();
  Object? _reason;

  /// Whether [cancel] was called.
  bool get isCancelled => _cancelled.isCompleted;

  /// Completes when [cancel] is called.
  Future<void> get whenCancelled => _cancelled.future;

  /// The argument of [cancel].
  Object? get reason => _reason;

  /// Cancels all calls that have this token; they fail with a [CancelledException]. The service cannot stop a job: a request
  /// that was sent may be billed.
  void cancel([Object? reason]) {
    if (isCancelled) {
      return;
    }
    _reason = reason;
    _cancelled.complete();
    for (final listener in _listeners.toList()) {
      listener();
    }
    _listeners.clear();
  }
}

/// A call that was cancelled with its [CancelToken]. It is no failure of the call, and so no `PixverseException`.
final class CancelledException implements Exception {
  /// [operation] is the name of the method.
  CancelledException({this.operation, this.billing = Billing.unknown, this.reason});

  /// The name of the method.
  final String? operation;

  /// What the cancelled call means for the bill.
  final Billing billing;

  /// The argument of [CancelToken.cancel].
  final Object? reason;

  @override
  String toString() =>
      'CancelledException: ${operation == null ? '' : '$operation: '}the call was cancelled'
      '${reason == null ? '' : ' ($reason)'} [${billing.code}: ${billing.meaning}]';
}

/// Ends whatever waits when a token is cancelled; becomes a [CancelledException] once the billing status is known.
final class CancelSignal implements Exception {
  /// [reason] is the argument of [CancelToken.cancel].
  CancelSignal(this.reason);

  /// The argument of [CancelToken.cancel].
  final Object? reason;

  /// The exception that the caller gets.
  CancelledException during(String operation, Billing billing) =>
      CancelledException(operation: operation, billing: billing, reason: reason);
}

/// For the client itself, which does not need to wait for a future.
extension CancelTokenSignals on CancelToken {
  /// Calls [onCancel] when the token is cancelled, at once if it is already; returns how to stop that.
  void Function() listen(void Function(CancelSignal signal) onCancel) {
    void listener() => onCancel(CancelSignal(_reason));
    if (isCancelled) {
      listener();
      return () {};
    }
    _listeners.add(listener);
    return () => _listeners.remove(listener);
  }

  /// The result of the future, unless the token is cancelled before.
  Future<T> orCancelled<T>(Future<T> future) async {
    final first = Completer<T>();
    final stopListening = listen((signal) => first.isCompleted ? null : first.completeError(signal));
    unawaited(
      future.then(
        (value) => first.isCompleted ? null : first.complete(value),
        onError: (Object error, StackTrace trace) => first.isCompleted ? null : first.completeError(error, trace),
      ),
    );
    try {
      return await first.future;
    } finally {
      stopListening();
    }
  }

  /// Throws if the token is cancelled.
  void check() => isCancelled ? throw CancelSignal(_reason) : null;
}
