# Makes a class of the snippets of README.md: each becomes the body of a method, which the tests call.
BEGIN {
  print "using System;"
  print "using System.IO;"
  print "using System.Net.Http;"
  print "using System.Threading;"
  print "using System.Threading.Tasks;"
  print "using Pixverse.Client;"
  print "namespace Pixverse.Client.Tests"
  print "{"
  print "    internal static partial class ReadmeTests"
  print "    {"
}
/^```$/ && inside { inside = 0; if (snippets > 1) { print "            await Task.FromResult(0);"; print "        }" } }
inside && snippets > 1 { print "            " $0 }
# The first snippet is the example, a program of its own.
/^```csharp$/ {
  inside = 1
  if (++snippets > 1) {
    print "        private static async Task Snippet" snippets "Async(PixverseClient pixverse, TextToVideoRequest request)"
    print "        {"
  }
}
END { print "    }"; print "}" }
