import 'dart:io';

final _seconds = RegExp(r'^\d{1,9}$');
final _isoTime = RegExp(
  r'^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$',
  caseSensitive: false,
);

/// The delay that a refusal gives: `Retry-After` (RFC 9110 §10.2.3), or the header that the document names. Never negative;
/// null if there is no valid one. [header] returns the value of a header.
Duration? retryAfter(String? Function(String name) header, Iterable<String> resetHeaders, DateTime now) {
  final after = header('retry-after')?.trim();
  if (after != null && _seconds.hasMatch(after)) {
    return Duration(seconds: int.parse(after));
  }
  final times = [_httpDate(after), for (final name in resetHeaders) _utcTime(header(name))].nonNulls;
  if (times.isEmpty) {
    return null;
  }
  final delay = times.first.difference(now);
  return delay.isNegative ? Duration.zero : delay;
}

DateTime? _httpDate(String? text) {
  try {
    return text == null ? null : HttpDate.parse(text);
  } on HttpException {
    return null;
  }
}

/// The exact form was never published: ISO 8601 with or without a zone is understood.
DateTime? _utcTime(String? text) {
  final match = text == null ? null : _isoTime.firstMatch(text.trim());
  if (match == null) {
    return null;
  }
  final [year, month, day, hour, minute, second] = [
    for (var group = 1; group <= 6; group++) int.parse(match[group] ?? '0'),
  ];
  // DateTime takes month 13 for the first month of the next year.
  final time = DateTime.utc(year, month, day, hour, minute, second);
  if (time.month != month || time.day != day || time.hour != hour || time.minute != minute || time.second != second) {
    return null;
  }
  final micros = (double.parse('0${match[7] ?? '.0'}') * Duration.microsecondsPerSecond).round();
  return time.add(Duration(microseconds: micros)).subtract(_offset(match[8]));
}

Duration _offset(String? zone) {
  if (zone == null || zone.length == 1) {
    return Duration.zero;
  }
  final offset = Duration(hours: int.parse(zone.substring(1, 3)), minutes: int.parse(zone.substring(4)));
  return zone.startsWith('-') ? -offset : offset;
}
