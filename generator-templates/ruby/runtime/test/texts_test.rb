# frozen_string_literal: true

require "test_helper"
require "cgi"

# What is read from texts of the service.
class TextsTest < Minitest::Test
  FakeResponse = Struct.new(:headers) do
    def header(name)
      headers[name]
    end
  end

  def redactor
    Pixverse::KeyRedactor.new(KEY)
  end

  def cpu_seconds
    start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
    yield
    Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
  end

  def each_char(format)
    KEY.each_char.map { |char| format(format, char.ord) }.join
  end

  def test_redact_removes_the_key_in_every_form
    forms = [
      KEY, KEY.upcase, KEY.gsub("/", "\\/"), KEY.gsub("/", "\\\\\\/"), each_char("\\u%04x"), each_char("\\\\u%04X"),
      each_char("%%%02X"), each_char("%%25%02x"), each_char("&#%d;"), each_char("&#x%X;"),
      KEY.gsub("/", "/\u200b\u202e"), KEY.gsub("/", "/\e"), KEY.b
    ]
    forms.each { |form| assert_equal "a <redacted> b", redactor.redact("a #{form} b") }
    assert_equal "a <redacted>", redactor.redact("a #{KEY[0..-4]}")
    assert_equal "a <redacted>", Pixverse::KeyRedactor.new("a&<>\"'").redact("a #{CGI.escapeHTML("a&<>\"").downcase}&apos;")
  end

  def test_redact_is_linear_in_the_length_of_the_text
    ["#{"\\" * 65_536}S", "#{"\\" * 65_536}u0053", "%25" * 20_000, "&#0" * 20_000, "S" * 65_536, "S\u200b" * 20_000].each do |text|
      assert_operator cpu_seconds { redactor.redact(text) }, :<, 1
    end
  end

  def test_redact_leaves_other_texts
    assert_equal "a\n b", redactor.redact("a\n b")
    assert_equal "a b", redactor.redact_line(" a\n\u202e \tb")
    assert_equal "abc", Pixverse::KeyRedactor.new("abc").redact("abc")
  end

  def test_redact_error_replaces_an_error_whose_cause_quotes_the_key
    error = assert_raises(IOError) do
      raise IOError, "the key #{KEY}"
    rescue IOError
      raise IOError, "outer"
    end
    redacted = redactor.redact_error(error)

    assert_equal ["IOError: outer", error.backtrace, nil], [redacted.message, redacted.backtrace, redacted.cause]
    assert_same redacted, redactor.redact_error(redacted)
  end

  def test_reason_of_bodies
    reasons = {
      '{"error":"a"}' => "a", '{"error":"a","error_description":"b"}' => "a: b", '{"error_description":"b"}' => "b",
      '{"error":{}}' => '{"error":{}}', "" => "(the response has no text)", "x" * 501 => "#{"x" * 500}…",
      "<html><head><title>t</title></head><body>a<b>c</b><script>if (1 < 2) {}</SCRIPT></body>ü" => "a c ü",
      "<style>a" => "a", "1 < 2" => "1 < 2", "[1]" => "[1]"
    }
    reasons.each { |body, reason| assert_equal reason, Pixverse::ErrorBody.reason(body, redactor) }
  end

  def test_reason_of_a_body_of_angle_brackets_is_found_quickly
    bodies = ["<" * 65_536, "<script>" * 8192, "ü<a>" * 16_384]

    assert_operator cpu_seconds { bodies.each { |body| Pixverse::ErrorBody.reason(body, redactor) } }, :<, 1
  end

  def test_video_address_is_that_of_video_or_output
    addresses = { '{"video":{"url":"a"}}' => "a", '{"output":"b"}' => "b", '{"video":{},"output":"b"}' => nil, "[]" => nil, "{" => nil }

    addresses.each { |body, address| address ? assert_equal(address, video_address(body)) : assert_nil(video_address(body)) }
  end

  def video_address(body)
    Pixverse::ErrorBody.video_address(body)
  end

  def test_seconds_of_retry_after_headers
    now = Time.utc(2026, 1, 1)
    waits = {
      { "retry-after" => "7" } => 7, { "retry-after" => "Thu, 01 Jan 2026 00:00:09 GMT" } => 9,
      { "retry-after" => "soon", "reset" => "2026-01-01T00:01:00Z" } => 60, { "reset" => "2026-01-01 00:00:05.5" } => 5.5,
      { "reset" => "2026-01-01T01:00:01+01:00" } => 1, { "reset" => "2025-01-01T00:00" } => 0
    }
    waits.each { |headers, wait| assert_in_delta wait, Pixverse::RetryAfter.seconds(FakeResponse.new(headers), ["reset"], now) }
    [{}, { "reset" => "later" }, { "retry-after" => "-1" }, { "reset" => "2026-13-01T00:00:00Z" }].each do |headers|
      assert_nil Pixverse::RetryAfter.seconds(FakeResponse.new(headers), ["reset"], now)
    end
  end

  def test_metadata_that_cannot_be_read_is_nil
    metadata = Pixverse::VideoMetadata.new(200, { "x-cost" => ["free"], "x-seed-value" => ["1e99"], "x-generation-time" => %w[1 2.5] })

    assert_equal({ generation_seconds: 2.5 }, metadata.to_h)
    assert_equal "free", metadata.header("X-Cost")
  end

  def test_mp4_boxes_tell_whole_files_from_cut_ones
    video = Calls::VIDEO
    (0..video.bytesize).each do |count|
      boxes = Pixverse::Mp4Boxes.new
      video.byteslice(0, count).each_char { |byte| boxes << byte }
      assert_equal count == video.bytesize, boxes.maybe_whole?, "#{count} bytes"
    end
  end

  def test_mp4_boxes_of_other_forms
    ftyp = "\0\0\0\x08ftyp"
    moov = "\0\0\0\x08moov"
    { "no video at all" => true, "#{ftyp}#{moov}\0\0\0\0mdat any" => true, "#{ftyp}#{moov}#{[1, "mdat", 18].pack("Na4Q>")}ab" => true,
      "#{ftyp}#{moov}#{[1, "mdat", 18].pack("Na4Q>")}a" => false, "#{ftyp}#{moov}" => false }.each do |bytes, whole|
      assert_equal whole, (Pixverse::Mp4Boxes.new << bytes.b).maybe_whole?, bytes
    end
  end
end
