import 'call_tests.dart';
import 'client_tests.dart';
import 'harness.dart';
import 'readme_tests.dart';
import 'request_tests.dart';
import 'save_tests.dart';
import 'text_tests.dart';
import 'tls_tests.dart';

/// Runs the tests whose name contains one of the arguments, or all.
Future<Never> main(List<String> arguments) {
  addRequestTests();
  addTextTests();
  addClientTests();
  addCallTests();
  addTlsTests();
  addSaveTests();
  addReadmeTests();
  return run(arguments);
}
