using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Pixverse.Client.Tests
{
    /// <summary>A server on a free port of this machine that records what it receives, and writes raw bytes.</summary>
    internal sealed class LoopbackServer : IDisposable
    {
        internal const string Key = "SG_canary+/0123456789abcdef";

        /// <summary>A whole MP4 file: ftyp, moov and mdat.</summary>
        internal static readonly string Video =
            "\0\0\0\x10" + "ftypisom\0\0\0\0" + "\0\0\0\x08" + "moov" + "\0\0\0\x6c" + "mdat" + new string('x', 100);

        private readonly TcpListener listener = new TcpListener(IPAddress.Loopback, 0);
        private readonly Action<Stream, string> respond;

        internal LoopbackServer(string response) : this((stream, request) => Send(stream, response)) { }

        internal LoopbackServer(Action<Stream, string> respond)
        {
            this.respond = respond;
            listener.Start();
            new Thread(Accept) { IsBackground = true }.Start();
        }

        internal ConcurrentQueue<string> Requests { get; } = new ConcurrentQueue<string>();

        internal string Url => "http://127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port;

        internal static string Response(string status, string type, string body, params string[] headers) =>
            "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.Length + "\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n" + body;

        internal static string VideoResponse(params string[] headers) => Response("200 OK", "video/mp4", Video, headers);

        internal static void Send(Stream stream, string latin1)
        {
            var bytes = Encoding.GetEncoding(28591).GetBytes(latin1);
            stream.Write(bytes, 0, bytes.Length);
            stream.Flush();
        }

        internal PixverseClient Client(PixverseOptions options = null)
        {
            options = options ?? new PixverseOptions();
            options.BaseUrl = Url;
            return new PixverseClient(Key, options);
        }

        internal async Task<byte[]> CallAsync(TimeSpan? timeout = null, CancellationToken cancellation = default(CancellationToken))
        {
            using (var client = Client())
            using (var video = await client.TextToVideoAsync(Request(), timeout, cancellation))
            {
                return await video.ReadBytesAsync(cancellation);
            }
        }

        internal static TextToVideoRequest Request() => new TextToVideoRequest { Prompt = "A paper boat" };

        public void Dispose() => listener.Stop();

        private void Accept()
        {
            try
            {
                while (true)
                {
                    var client = listener.AcceptTcpClient();
                    new Thread(() => Serve(client)) { IsBackground = true }.Start();
                }
            }
            catch (Exception e) when (e is SocketException || e is ObjectDisposedException || e is InvalidOperationException)
            {
                // Stopped.
            }
        }

        private void Serve(TcpClient client)
        {
            using (client)
            {
                try
                {
                    var stream = client.GetStream();
                    var request = Read(stream);
                    if (request.Length > 0)
                    {
                        Requests.Enqueue(request);
                        respond(stream, request);
                    }
                }
                catch (IOException)
                {
                    // The client closed the connection.
                }
            }
        }

        private static string Read(Stream stream)
        {
            var request = new StringBuilder();
            int next;
            while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && (next = stream.ReadByte()) >= 0)
            {
                request.Append((char)next);
            }
            var length = Regex.Match(request.ToString(), @"content-length: (\d+)", RegexOptions.IgnoreCase).Groups[1].Value;
            for (var rest = length.Length == 0 ? 0 : int.Parse(length, CultureInfo.InvariantCulture); rest > 0 && (next = stream.ReadByte()) >= 0; rest--)
            {
                request.Append((char)next);
            }
            return request.ToString();
        }
    }
}
