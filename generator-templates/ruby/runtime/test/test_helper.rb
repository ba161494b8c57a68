# frozen_string_literal: true

# Warnings about this gem are failures.
module StrictWarnings
  FOLDER = File.expand_path("..", __dir__)

  def warn(message, **)
    message.include?(FOLDER) ? raise(message) : super
  end
end

Warning.extend(StrictWarnings)

require "minitest/autorun"
require "pixverse/client"
require "socket"
require "stringio"
require "tmpdir"

KEY = "SG_canary+/0123456789abcdef"

# A server on a free port of this machine that records what it receives. The block answers each request on its raw socket.
class LoopbackServer
  attr_reader :requests, :errors

  def initialize(server = TCPServer.new("127.0.0.1", 0), scheme: "http", &answer)
    @server = server
    @scheme = scheme
    @answer = answer
    @requests = []
    @errors = []
    @thread = Thread.new { accept }
  end

  def url
    "#{@scheme}://127.0.0.1:#{port}"
  end

  def port
    @server.addr[1]
  end

  def stop
    @server.close
    @thread.kill.join
  end

  # The bytes of a response whose length is announced.
  def self.response(status, type, body, *headers)
    ["HTTP/1.1 #{status} Text", "Content-Type: #{type}", "Content-Length: #{body.bytesize}", *headers, "", body].join("\r\n")
  end

  private

  def accept
    loop do
      serve(@server.accept)
    rescue OpenSSL::SSL::SSLError
      # The client does not trust the certificate.
    end
  rescue IOError
    # Stopped.
  end

  def serve(socket)
    Thread.new do
      request = read_request(socket)
      @requests << request unless request.empty?
      @answer.call(socket, request)
    rescue IOError, SystemCallError => e
      @errors << e
    ensure
      socket.close
    end
  end

  def read_request(socket)
    head = +""
    while (line = socket.gets)
      head << line
      break if line == "\r\n"
    end
    head + socket.read(head[/content-length: (\d+)/i, 1].to_i).to_s
  end
end

# Helpers of all tests that call a server.
module Calls
  # Whole for a client that follows boxes: ftyp, moov and mdat.
  VIDEO = [[16, "ftypisom\0\0\0\0"], [8, "moov"], [108, "mdat#{"x" * 100}"]].map { |size, rest| [size].pack("N") + rest }.join.b.freeze

  def teardown
    @servers&.each(&:stop)
    super
  end

  def serve(text = nil, *more, **options, &block)
    (@servers ||= []) << LoopbackServer.new(*more, **options, &(block || ->(socket, _) { socket << text }))
    @servers.last
  end

  def client(server, **options, &block)
    Pixverse::Client.new(api_key: KEY, base_url: server.is_a?(String) ? server : server.url, **options, &block)
  end

  def request(**fields)
    Pixverse::TextToVideoRequest.new(prompt: "A paper boat", **fields)
  end

  # The error of a call that must not return a video.
  def failure(server, kind, **options, &block)
    assert_raises(kind) { client(server, **options, &block).text_to_video(request).read }
  end

  def assert_failure(billing, status, error)
    assert_equal [billing, status], [error.billing, error.status], error.message
  end

  def video_response(*headers)
    LoopbackServer.response(200, "video/mp4", VIDEO, *headers)
  end

  # Fails instead of waiting for ever.
  def wait_until
    deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + 30
    until yield
      flunk "waited for 30 seconds" if Process.clock_gettime(Process::CLOCK_MONOTONIC) > deadline
      sleep 0.01
    end
  end

  def seconds
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    yield
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
  end
end
