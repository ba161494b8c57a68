# frozen_string_literal: true

require "net/http"
require_relative "base_url"
require_relative "connection"
require_relative "error_body"
require_relative "errors"
require_relative "mp4_boxes"
require_relative "retry_after"
require_relative "video"
require_relative "video_metadata"

module Pixverse
  # One call: sends the request at most once, and tells videos from failures: by status, then by media type, then by the first
  # bytes.
  class Call
    FIRST_BYTES = 32
    MAX_TEXT_BYTES = 64 << 10
    MAX_TEXT_SECONDS = 10
    MAX_DOWNLOAD_ATTEMPTS = 5
    private_constant :FIRST_BYTES, :MAX_TEXT_BYTES, :MAX_TEXT_SECONDS, :MAX_DOWNLOAD_ATTEMPTS

    # +server+ is the URL of the service, +configure+ receives each connection before it is used.
    def initialize(operation, server, redactor, timeout, connect_timeout, configure)
      @operation = operation
      @server = server
      @redactor = redactor
      @timeout = timeout
      @connect_timeout = connect_timeout
      @configure = configure
    end

    # The video; raises an Error if there is none.
    def execute(key, json)
      url = @server.dup.tap { |address| address.path = @server.path.chomp("/") + @operation.path }
      connection = connect(url)
      response = send_once(connection, post(url, key, json))
      metadata = VideoMetadata.new(response.status, redacted(response.headers))
      video = read(connection, response, metadata)
    ensure
      connection&.close unless video
    end

    private

    def connect(url)
      Connection.to(url, @connect_timeout, @timeout, @configure)
    end

    def post(url, key, json)
      message = Net::HTTP::Post.new(url.request_uri, common_headers)
      message["Accept"] = @operation.accept
      message["Content-Type"] = "application/json"
      message[API_KEY_HEADER] = key
      message.body = json
      message
    end

    def common_headers
      # Net::HTTP requests a compressed response otherwise. If a pooled connection fails, it is unknown whether the request
      # arrived.
      { "Accept-Encoding" => "identity", "Connection" => "close", "User-Agent" => USER_AGENT }
    end

    def send_once(connection, message)
      connection.exchange(message)
    rescue DeadlineSocket::DeadlineExceeded => e
      raise TimeoutError.new("no response came (#{@redactor.redact_line(e.message)})", operation: @operation.id),
            cause: @redactor.redact_error(e)
    rescue *Connection::FAILURES => e
      billing = connection.written? ? :unknown : :not_sent
      reason = "#{connection.written? ? "no response came" : unconnected(e)} (#{details(e)})"
      raise ConnectionError.new(reason, operation: @operation.id, billing: billing), cause: @redactor.redact_error(e)
    end

    def unconnected(error)
      case error
      when SocketError then "the host is not known"
      when OpenSSL::OpenSSLError then "no secure connection could be made"
      when SystemCallError, Net::OpenTimeout then "no connection could be made"
      else "the request could not be sent"
      end
    end

    def details(error)
      @redactor.redact_line("#{error.message} (#{error.class})")
    end

    def redacted(headers)
      headers.to_h { |name, values| [@redactor.redact_line(name), values.map { |value| @redactor.redact_line(value) }] }
    end

    def read(connection, response, metadata)
      raise refusal(response, metadata) unless response.success?

      problem = response.framing_problem
      raise unexpected(metadata, problem, response.announced_video? ? :billed : :unknown) if problem

      begin
        return video(connection, response, metadata) if video?(response)
      rescue *Connection::FAILURES => e
        Transfer.raise_failure(@operation, metadata, @redactor, "the response broke off at its start", e)
      end
      download(connection, response, metadata)
    end

    def video(connection, response, metadata, address = nil)
      Video.new(Transfer.new(@operation, metadata, @redactor, connection, response, address))
    end

    # Judges a body that breaks off by its first bytes, unless it was announced as a video.
    def video?(response)
      start = response.body.peek(8)
      Mp4Boxes.mp4?(start) || (response.announced_video? && !start.empty?)
    rescue *Connection::FAILURES
      raise if response.announced_video?

      false
    end

    def refusal(response, metadata)
      error, billing = @operation.failure(response.status)
      text = text_of(response)
      details = known(metadata).merge(billing: billing, body: @redactor.redact(text))
      details[:retry_after] = RetryAfter.seconds(response, @operation.reset_headers) if error == RateLimitedError
      error.new(ErrorBody.reason(text, @redactor), **details)
    end

    def text_of(response)
      Utf8.scrub(response.body.excerpt(MAX_TEXT_BYTES, MAX_TEXT_SECONDS))
    end

    def unexpected(metadata, actual, billing = :unknown, body = "")
      reason = "the response must be a video, but was #{@redactor.redact_line(actual)}"
      UnexpectedResponseError.new(reason, **known(metadata), billing: billing, body: body)
    end

    def known(metadata)
      { operation: @operation.id, status: metadata.status, request_id: metadata.request_id }
    end

    # Follows the address of the video in a JSON response.
    def download(connection, response, metadata)
      text = text_of(response)
      connection.close
      raise unexpected(metadata, describe(response, text)) unless response.media_type.end_with?("json")

      address = ErrorBody.video_address(text)
      url = address && BaseUrl.parse_address(address)
      body = @redactor.redact(text)
      unless url && BaseUrl.may_link_to?(@server, url)
        raise unexpected(metadata, "JSON: #{ErrorBody.reason(text, @redactor)}", :unknown, body)
      end

      fetch(url, metadata, body)
    end

    # Requests may be repeated here: the video is made and billed. Only redirects to safe addresses are followed. The key is
    # not sent.
    def fetch(url, metadata, body)
      shown = @redactor.redact_line(url.to_s)
      failure = nil
      MAX_DOWNLOAD_ATTEMPTS.times do
        video, failure, url = attempt(url, metadata, shown)
        return video if video
      end
      reason = "the video is finished at #{shown}, but could not be downloaded (#{details(failure)})"
      raise UnexpectedResponseError.new(reason, **known(metadata), billing: :billed, body: body),
            cause: @redactor.redact_error(failure)
    end

    # The video, or why there is none and the address to try next.
    def attempt(url, metadata, shown)
      connection = connect(url)
      response = connection.exchange(Net::HTTP::Get.new(url.request_uri, common_headers))
      if response.success? && response.framing_problem.nil? && video?(response)
        return video = video(connection, response, metadata, shown)
      end

      [nil, IOError.new("status #{response.status} without a whole video"), redirect(response, url)]
    rescue *Connection::FAILURES => e
      [nil, e, url]
    ensure
      connection&.close unless video
    end

    def redirect(response, from)
      return from unless (300..399).cover?(response.status) && response.header("location")

      target = BaseUrl.parse(URI.join(from.to_s, response.header("location").strip).to_s)
      target && BaseUrl.may_link_to?(@server, target) ? target : from
    rescue URI::Error
      from
    end

    def describe(response, text)
      type = response.header("content-type") || "bytes without a media type"
      start = response.body.peek(FIRST_BYTES)
      return "#{type}, empty" if start.empty?
      return "#{type}, starting with bytes #{start.unpack1("H*")}" unless start.match?(/\A[ -~\r\n\t]*\z/n)

      # Redacted as a whole and cut afterwards, so that no part of the key is left at the cut.
      "#{type}, starting with \"#{@redactor.redact(text)[0, FIRST_BYTES].strip}\""
    end
  end
end
