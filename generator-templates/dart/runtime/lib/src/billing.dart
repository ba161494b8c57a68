/// What a failure means for the bill, as far as the service's documentation and public reports tell.
enum Billing {
  /// The request was not sent: it costs nothing, and sending it again is safe.
  notSent('NOT_SENT', 'the request was not sent, nothing is billed'),

  /// The service refused the request, or its job failed. Both are reported not to be billed; this is an assumption.
  notBilled('NOT_BILLED', 'refused requests and failed jobs are not billed, as far as known'),

  /// The request may have arrived. The job may be running or done, and it may be billed. Sending it again makes and bills a
  /// second video.
  unknown(
    'UNKNOWN',
    'the call may be billed and its job may still be running; sending it again would start and bill another',
  ),

  /// The service finished the video: a response with status 200 arrived, which by the published rule is billed, but the video
  /// did not arrive completely or could not be saved. Sending the request again bills a second video.
  billed('BILLED', 'the call is billed; sending it again would start and bill another');

  const Billing(this.code, this.meaning);

  /// The name that all clients of this project print.
  final String code;

  /// One clause for messages.
  final String meaning;

  /// The billing status of a response whose body did not arrive completely.
  static Billing ofIncomplete(int status) => status == 200 ? billed : unknown;
}
