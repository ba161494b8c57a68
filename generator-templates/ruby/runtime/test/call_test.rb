# frozen_string_literal: true

require "test_helper"
require "openssl"
require "timeout"

class CallTest < Minitest::Test
  include Calls

  def test_call_that_is_answered_without_a_video_is_not_repeated
    { 302 => Pixverse::UnexpectedResponseError, 408 => Pixverse::UnexpectedResponseError, 418 => Pixverse::UnexpectedResponseError,
      421 => Pixverse::UnexpectedResponseError, 503 => Pixverse::ServerError, 700 => Pixverse::ServerError }.each do |status, kind|
      server = serve(LoopbackServer.response(status, "application/json", '{"error":"why"}', "Location: /", "Retry-After: 0",
                                             "x-request-id: id"))
      error = failure(server, kind)

      assert_failure :unknown, status, error
      assert_equal ["id", '{"error":"why"}', 1], [error.request_id, error.body, server.requests.length]
    end
  end

  def test_call_that_is_refused_has_the_kind_and_the_bill_of_its_status
    Pixverse::OPERATIONS.fetch(:text_to_video).statuses.each do |status, (kind, billing)|
      error = failure(serve(LoopbackServer.response(status, "text/plain", "why", "Retry-After: 7")), kind)

      assert_failure billing, status, error
      assert_equal 7, error.retry_after if status == 429
    end
  end

  def test_call_without_a_whole_head_is_unknown_and_not_repeated
    ["", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 400 No\r\nContent-Type: a\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "garbage\r\n\r\n",
     "HTTP/1.1 200 OK\r\nno header\r\n\r\n", "HTTP/1.1 200 OK\r\na: b\rc\r\n\r\n"].each do |head|
      server = serve(head)

      assert_failure :unknown, nil, failure(server, Pixverse::ConnectionError)
      assert_equal 1, server.requests.length
    end
  end

  def test_call_with_an_endless_head_ends
    server = serve { |socket, _| loop { socket << "HTTP/1.1 100 Continue\r\n#{"a" * 1000}: b\r\n\r\n" } }

    assert_match(/too long/, failure(server, Pixverse::ConnectionError).message)
  end

  def test_call_skips_interim_responses
    server = serve("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\na: b\r\n\r\n#{video_response}")

    assert_equal VIDEO, client(server).text_to_video(request).read
  end

  def test_call_without_a_server_is_not_sent
    closed = TCPServer.new("127.0.0.1", 0)
    url = "http://127.0.0.1:#{closed.addr[1]}"
    closed.close

    assert_failure :not_sent, nil, failure(url, Pixverse::ConnectionError)
    assert_match(/the host is not known/, failure("https://no-such-host.invalid", Pixverse::ConnectionError).message)
  end

  def test_call_reads_a_refusal_as_far_as_it_comes
    server = serve("HTTP/1.1 400 No\r\nContent-Length: 1000\r\nx-request-id: id\r\n\r\nthe reason")
    error = failure(server, Pixverse::BadRequestError)

    assert_equal ["the reason", "id"], [error.body, error.request_id]
    assert_failure :not_billed, 400, error
  end

  def test_call_reads_64_kib_of_an_endless_refusal
    server = serve do |socket, _|
      socket << "HTTP/1.1 400 No\r\n\r\n"
      loop { socket << ("x" * 10_000) }
    end

    assert_equal 64 << 10, failure(server, Pixverse::BadRequestError).body.bytesize
  end

  def test_call_with_a_video_of_each_framing_reads_it
    chunks = VIDEO.scan(/.{1,50}/mn).map { |chunk| "#{chunk.bytesize.to_s(16)};a=b\r\n#{chunk}\r\n" }.join
    ["HTTP/1.1 200 OK\r\n\r\n#{VIDEO}", "HTTP/1.0 200 OK\r\nContent-Length: #{VIDEO.bytesize}\r\n\r\n#{VIDEO}and more",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\nContent-Length: 3\r\n\r\n#{chunks}0\r\ntrailer: a\r\n\r\n",
     "HTTP/1.1 200 OK\r\nContent-Type: VIDEO/any; a=b\r\n\r\nany bytes"].each do |response|
      bytes = client(serve(response)).text_to_video(request).read

      assert_includes [VIDEO, "any bytes"], bytes
      assert_equal Encoding::BINARY, bytes.encoding
    end
  end

  def test_call_with_a_video_that_is_cut_off_is_billed
    head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: id\r\n"
    ["Content-Length: 500\r\n\r\n#{VIDEO}", "Content-Length: 500\r\n\r\n", "\r\n#{VIDEO[0..-2]}", "Transfer-Encoding: chunked\r\n\r\n",
     "Transfer-Encoding: chunked\r\n\r\n84\r\n#{VIDEO}", "Transfer-Encoding: chunked\r\n\r\n84\r\n#{VIDEO}\r\n0\r\n",
     "Transfer-Encoding: chunked\r\n\r\n84\r\n#{VIDEO}xx0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n84\r\n#{VIDEO}\r\nzz\r\n"].each do |rest|
      error = failure(serve(head + rest), Pixverse::ConnectionError)

      assert_failure :billed, 200, error
      assert_equal "id", error.request_id
    end
    assert_failure :unknown, 201, failure(serve("#{head}Content-Length: 500\r\n\r\n#{VIDEO}".sub("200", "201")), Pixverse::ConnectionError)
  end

  def test_call_with_a_body_that_is_no_whole_video_is_refused
    { "Content-Type: video/mp4\r\nContent-Length: 5\r\nContent-Length: 6" => :billed, "Content-Length: -1" => :unknown,
      "Content-Type: video/mp4\r\nTransfer-Encoding: gzip, chunked" => :billed, "Content-Type: video/mp4\r\nContent-Encoding: gzip" => :billed,
      "Content-Type: video/mp4\r\nContent-Length: 0" => :unknown, "Content-Type: text/html" => :unknown }.each do |headers, billing|
      error = failure(serve("HTTP/1.1 200 OK\r\n#{headers}\r\n\r\nabcde"), Pixverse::UnexpectedResponseError)

      assert_failure billing, 200, error
      assert_match(/: the response must be a video, but was /, error.message)
    end
    assert_failure :unknown, 206, failure(serve(LoopbackServer.response(206, "text/plain", "a")), Pixverse::UnexpectedResponseError)
    assert_failure :unknown, 204, failure(serve("HTTP/1.1 204 No\r\n\r\n"), Pixverse::UnexpectedResponseError)
  end

  def test_call_whose_head_trickles_ends_at_the_timeout
    server = serve do |socket, _|
      "HTTP/1.1 200 OK\r\n#{"a" * 1000}".each_char do |char|
        socket << char
        sleep 0.02
      end
    end
    duration = seconds { assert_failure :unknown, nil, failure(server, Pixverse::TimeoutError, timeout: 0.3) }

    assert_operator duration, :>=, 0.3
    assert_operator server.requests.length, :==, 1
  end

  def test_bytes_that_never_pause_end_at_the_deadline
    endless = Object.new
    def endless.read_nonblock(*, **)
      +"a"
    end

    assert_raises(Pixverse::DeadlineSocket::DeadlineExceeded) { Pixverse::DeadlineSocket.new(endless, 0.1).read_line(1 << 30) }
  end

  def test_call_without_the_first_byte_of_the_video_ends_at_the_timeout
    server = serve do |socket, _|
      socket << "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
      sleep 5
    end

    assert_failure :billed, 200, failure(server, Pixverse::TimeoutError, timeout: 1)
  end

  def test_video_may_take_longer_than_the_timeout_but_not_be_silent_for_it
    server = serve do |socket, _|
      socket << "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 20\r\n\r\n12345678"
      6.times { socket << "x" and sleep 0.2 }
      sleep 5
    end
    received = +""
    error = assert_raises(Pixverse::TimeoutError) do
      client(server).text_to_video(request, timeout: 0.9).each_chunk { |bytes| received << bytes }
    end

    assert_equal "12345678xxxxxx", received
    assert_failure :billed, 200, error
    assert_match(/broke off after 14 of 20 bytes/, error.message)
  end

  def test_video_that_waits_for_its_reader_does_not_time_out
    video = client(serve(video_response), timeout: 1).text_to_video(request)
    sleep 1.1

    assert_equal VIDEO, video.read
  end

  # Waits until the call has sent its request, and then until the server has seen the connection close.
  def interrupt
    closed = Queue.new
    server = serve { |socket, _| closed << socket.read }
    thread = Thread.new { yield server }
    thread.report_on_exception = false
    wait_until { server.requests.length == 1 }
    yield thread
    wait_until { !closed.empty? }
    assert_equal "", closed.pop
    assert_equal 1, server.requests.length
    thread
  end

  def test_errors_that_another_thread_raises_end_the_call_as_they_are
    [RuntimeError, Class.new(StandardError), Interrupt].each do |kind|
      thread = interrupt { |one| one.is_a?(Thread) ? one.raise(kind, "stop") : client(one).text_to_video(request) }

      assert_equal "stop", assert_raises(kind) { thread.value }.message
    end
  end

  def test_killing_the_thread_ends_the_call
    thread = interrupt { |one| one.is_a?(Thread) ? one.kill : client(one).text_to_video(request) }

    assert_nil thread.value
  end

  def test_timeout_of_the_caller_ends_the_call_as_it_is
    [[0.2], [0.2, Class.new(StandardError)]].each do |arguments|
      server = serve { |socket, _| socket.read }
      assert_raises(arguments[1] || Timeout::Error) { Timeout.timeout(*arguments) { client(server).text_to_video(request) } }
    end
  end

  def test_interrupt_within_the_video_ends_it_and_closes_the_connection
    closed = Queue.new
    server = serve do |socket, _|
      socket << "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 20\r\n\r\n12345678"
      closed << socket.read
    end
    started = Queue.new
    thread = Thread.new { client(server).text_to_video(request).each_chunk { |bytes| started << bytes } }
    thread.report_on_exception = false
    wait_until { !started.empty? }
    thread.raise("stop")

    assert_equal "stop", assert_raises(RuntimeError) { thread.value }.message
    wait_until { !closed.empty? }
    assert_equal "", closed.pop
  end

  def test_closing_the_video_ends_a_read_of_another_thread
    server = serve do |socket, _|
      socket << "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 20\r\n\r\n12345678"
      socket.read
    end
    video = client(server).text_to_video(request)
    thread = Thread.new { video.read }
    thread.report_on_exception = false
    sleep 0.2
    video.close

    assert_failure :billed, 200, assert_raises(Pixverse::ConnectionError) { thread.value }
  end

  def test_leaving_the_block_of_chunks_closes_the_video
    video = client(serve(video_response)).text_to_video(request)

    assert_equal 0, video.each_chunk.first[0].ord
    assert_predicate video, :closed?
    assert_match(/its bytes come only once/, assert_raises(IOError) { video.read }.message)
  end

  def test_block_of_the_client_cannot_undo_what_holds
    output = StringIO.new
    server = serve(video_response)
    configure = lambda do |http|
      http.set_debug_output(output)
      http.max_retries = 5
      http.read_timeout = 0.001
      http.proxy_from_env = false
      http.proxy_address = "127.0.0.1"
      http.proxy_port = 9
      http.ipaddr = "127.0.0.9"
    end

    assert_equal VIDEO, client(server, &configure).text_to_video(request).read
    assert_empty output.string
  end

  def test_block_of_the_client_that_connects_is_refused
    server = serve(video_response)

    assert_match(/must not start the connection/, failure(server, ArgumentError, &:start).message)
    assert_empty server.requests
  end

  def test_address_of_a_video_is_followed_without_the_key
    redirects = 1
    closed = Queue.new
    files = serve do |socket, _|
      socket << (redirects.positive? ? "HTTP/1.1 302 Found\r\nLocation: /b.mp4\r\nContent-Length: 0\r\n\r\n" : video_response)
      redirects -= 1
    end
    json = JSON.generate({ video: { url: "#{files.url}/a file.mp4?b=c" } })
    server = serve do |socket, _|
      socket << LoopbackServer.response(200, "application/json", json, "x-request-id: id")
      closed << socket.read
    end
    video = client(server).text_to_video(request)
    wait_until { !closed.empty? }

    assert_equal "", closed.pop
    assert_equal [VIDEO, "id"], [video.read, video.metadata.request_id]
    assert_equal(["GET /a%20file.mp4?b=c", "GET /b.mp4"], files.requests.map { |text| text[/\AGET \S+/] })
    refute_includes files.requests.join, KEY
  end

  def test_address_without_a_video_is_billed_and_named
    files = serve("HTTP/1.1 500 No\r\n\r\n")
    json = JSON.generate({ output: "#{files.url}/a.mp4" })
    error = failure(serve(LoopbackServer.response(200, "application/json", json)), Pixverse::UnexpectedResponseError)

    assert_failure :billed, 200, error
    assert_includes error.message, "the video is finished at #{files.url}/a.mp4, but could not be downloaded (status 500"
    assert_equal 5, files.requests.length
  end

  def test_address_whose_transfer_breaks_off_is_named
    files = serve("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 20\r\n\r\n12345678")
    json = JSON.generate({ output: "#{files.url}/a.mp4" })
    error = failure(serve(LoopbackServer.response(200, "application/json", json)), Pixverse::ConnectionError)

    assert_failure :billed, 200, error
    assert_includes error.message, "it is at #{files.url}/a.mp4"
  end

  def test_json_without_an_address_that_may_be_followed_is_unknown
    ["file:///a", "http://example.com/a", "https://u:p@example.com/a", "https://", 7, nil].each do |address|
      json = JSON.generate({ output: address })
      error = failure(serve(LoopbackServer.response(200, "application/json", json)), Pixverse::UnexpectedResponseError)

      assert_failure :unknown, 200, error
      assert_equal json, error.body
    end
  end
end
