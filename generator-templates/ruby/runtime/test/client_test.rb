# frozen_string_literal: true

require "test_helper"
require "logger"
require "pp" # rubocop:disable Lint/RedundantRequireStatement
require "yaml"

class ClientTest < Minitest::Test
  include Calls

  def problem(**options)
    assert_raises(ArgumentError) { Pixverse::Client.new(api_key: KEY, **options) }.message
  end

  def test_new_with_several_wrong_options_names_them_all
    message = problem(api_key: " ", base_url: "http://example.com", timeout: 0, connect_timeout: "1")

    assert_equal 4, message.lines.length
    assert_match(/^api_key must be the secret key of your account, but was empty$/, message)
    assert_match(/^base_url must be an https URL, or an http URL of this machine, because plain http shows/, message)
    assert_match(/^timeout must be from 0.001 to 2147483.647 seconds, but was 0$/, message)
    assert_match(/^connect_timeout must be .*, but was "1"$/, message)
  end

  def test_new_with_a_key_that_no_header_can_hold_does_not_show_it
    ["SG_secret\nx: y", "SG_secr et", "SG_secr\u00e9t", "\xFFSG_secret"].each do |key|
      message = problem(api_key: key)
      assert_match(/visible ASCII characters only/, message)
      refute_match(/secr/, message.sub("secret key", ""))
    end
    assert_match(/but was missing/, problem(api_key: nil))
  end

  def test_new_with_base_urls
    allowed = %w[https://a http://localhost:1 http://127.0.0.1 http://[::1]:80/x/ https://a/v1x http://a.localhost]
    allowed.each { |url| assert_equal url, Pixverse::Client.new(api_key: KEY, base_url: url).base_url }
    refused = ["http://128.0.0.1", "http://localhost.evil", "ftp://localhost", "https://u:p@a", "https://a?q", "https://a#f",
               "https://a/v1", "https://a/v1//", "https://", "", nil, "http://127.0.0.1.evil", "https://a b"]
    refused.each { |url| assert_match(/\Abase_url must be /, problem(base_url: url)) }
    refute_match(/secret/, problem(base_url: "https://secret:secret@a"))
  end

  def test_call_sends_one_request_as_documented
    server = serve(video_response)
    video = client(server).text_to_video(request(additional_properties: { "ü" => "😀" }))

    assert_equal VIDEO, video.read
    assert_equal 1, server.requests.length
    head, body = server.requests.first.split("\r\n\r\n")
    assert head.start_with?("POST /v1/pixverse-text2video HTTP/1.1\r\n")
    ["Accept: video/mp4, application/json, text/html", "Content-Type: application/json", "X-Api-Key: #{KEY}",
     "Connection: close", "User-Agent: #{Pixverse::OPERATIONS && "pixverse-client-ruby/#{Pixverse::VERSION}"}",
     "Accept-Encoding: identity"].each { |line| assert_includes head.lines.map(&:strip), line }
    assert_equal "😀", JSON.parse(body.force_encoding("UTF-8"))["ü"]
  end

  def test_call_with_a_path_in_the_base_url_appends_to_it
    server = serve(video_response)
    client("#{server.url}/proxy/").text_to_video(request).read

    assert server.requests.first.start_with?("POST /proxy/v1/pixverse-text2video ")
  end

  def test_call_with_an_invalid_request_sends_nothing
    server = serve(video_response)
    error = assert_raises(Pixverse::InvalidRequestError) { client(server).text_to_video(request(duration: 7)) }

    assert_equal "textToVideo: the request breaks the rules of the document:\n  duration must be one of 5, 8, but was 7\n  " \
                 "[NOT_SENT: the request was not sent, nothing is billed]", error.message
    assert_failure :not_sent, nil, error
    assert_empty server.requests
  end

  def test_call_without_validation_sends_it_but_nothing_that_json_cannot_hold
    server = serve(video_response)
    pixverse = client(server, validate_requests: false)
    pixverse.text_to_video(request(duration: 7)).read

    assert_includes server.requests.first, '"duration":7'
    [Float::NAN, "\xFF", Object.new, [1r]].each do |value|
      assert_failure :not_sent, nil, assert_raises(Pixverse::InvalidRequestError) { pixverse.text_to_video(request(style: value)) }
    end
    assert_equal 1, server.requests.length
  end

  def test_call_with_wrong_arguments_raises_as_ruby_does
    pixverse = client("http://127.0.0.1:1")

    assert_raises(ArgumentError) { pixverse.text_to_video({ prompt: "x" }) }
    assert_raises(ArgumentError) { pixverse.text_to_video(request, timeout: -1) }
    assert_raises(ArgumentError) { pixverse.text_to_video(request, save_to: 7) }
  end

  def test_call_reads_the_key_before_each_request
    server = serve(video_response)
    keys = %w[first-key second-key]
    pixverse = Pixverse::Client.new(api_key: -> { keys.shift }, base_url: server.url)
    2.times { pixverse.text_to_video(request).read }

    assert_equal(%w[first-key second-key], server.requests.map { |text| text[/x-api-key: (\S+)/i, 1] })
    error = assert_raises(Pixverse::InvalidRequestError) { pixverse.text_to_video(request) }
    assert_failure :not_sent, nil, error
  end

  def test_call_with_a_block_closes_the_video
    server = serve(video_response)
    kept = nil
    bytes = client(server).text_to_video(request) do |video|
      kept = video
      video.content_length
    end

    assert_equal VIDEO.bytesize, bytes
    assert_predicate kept, :closed?
  end

  def test_every_operation_has_a_method_and_its_own_timeout
    server = serve(video_response)
    Pixverse::OPERATIONS.each do |name, operation|
      fields = operation.request_class::SCHEMA.fields.transform_values(&:default).compact
      fields = { "image_url" => "https://a/b", "video_url" => "https://a/b", "prompt" => "x" }.merge(fields)
      sent = operation.request_class.from_h(fields.slice(*operation.request_class::SCHEMA.fields.keys))
      assert_equal VIDEO, client(server).public_send(name, sent).read
      assert_operator operation.timeout, :>, 60
    end
    assert_equal(Pixverse::OPERATIONS.values.map(&:path), server.requests.map { |text| text[/POST (\S+)/, 1] })
  end

  def shown(object, seen = [])
    return [] if seen.any? { |one| one.equal?(object) }

    seen << object
    parts = object.is_a?(Enumerable) && !object.is_a?(IO) ? object.to_a : []
    parts += object.instance_variables.map { |name| object.instance_variable_get(name) }
    [object.to_s, object.inspect, object.pretty_inspect, object.to_json] + parts.flat_map { |part| shown(part, seen) }
  end

  def dumped(object)
    [-> { Marshal.dump(object) }, -> { YAML.dump(object) }].map do |dump|
      dump.call.b
    rescue TypeError => e
      e.message
    end
  end

  def test_no_object_shows_the_key
    server = serve(LoopbackServer.response(400, "text/plain", "no #{KEY}", "x-request-id: #{KEY}"))
    pixverse = client(server)
    error = assert_raises(Pixverse::BadRequestError) { pixverse.text_to_video(request) }
    video = client(serve(video_response("x-request-id: #{KEY}"))).text_to_video(request)
    log = StringIO.new
    [pixverse, error, error.cause, video, video.metadata, request].each do |object|
      Logger.new(log).error(object)
      texts = shown(object) + dumped(object)
      texts.each { |text| refute_includes text.b, KEY[0, 12] }
    end
    refute_includes log.string, KEY[0, 12]
    assert_equal ["<redacted>", "<redacted>"], [error.request_id, video.metadata.request_id]
  end
end
