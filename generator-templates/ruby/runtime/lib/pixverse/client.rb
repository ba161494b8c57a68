# frozen_string_literal: true

require "json"
require_relative "api_key"
require_relative "base_url"
require_relative "call"
require_relative "errors"
require_relative "key_redactor"
require_relative "operation_methods"
require_relative "operations"
require_relative "version"
require_relative "video_saver"

module Pixverse
  # Makes videos. Each call sends a paid request at most once, over a connection of its own. A failed call raises an Error:
  # check its +billing+ before sending the request again. Frozen, and safe to share between threads.
  #
  # A call ends at any moment by Thread#raise, Thread#kill or Timeout.timeout, which closes its connection and raises what
  # they raise; the service cannot stop a job, so it may still be billed.
  class Client
    include OperationMethods

    # The range of a timeout in seconds.
    TIMEOUTS = (0.001..2_147_483.647)
    private_constant :TIMEOUTS

    # The server's root.
    attr_reader :base_url

    # Raises an ArgumentError that names all options that are wrong.
    #
    # +api_key+:: the account's secret, or anything with +call+ that returns it before each request
    # +base_url+:: the server's root, https or on this machine, without the version
    # +timeout+:: seconds from sending to the first byte of the video, then for each silence between bytes; nil: five times
    #             the usual seconds of the operation
    # +connect_timeout+:: seconds to wait for a connection
    # +validate_requests+:: whether requests that break a rule of the document are rejected
    #
    # A block receives the Net::HTTP of each call before it connects, to set certificates or a proxy; by default the proxy is
    # that of the environment. It cannot turn off the verification of certificates, nor make Net::HTTP send a request again.
    def initialize(api_key:, base_url: SERVER, timeout: nil, connect_timeout: 30, validate_requests: true, &configure)
      @api_key = ApiKey.new(api_key)
      problems = [
        @api_key.problem,
        BaseUrl.problem(base_url, OPERATIONS.each_value.map(&:path)),
        timeout && timeout_problem("timeout", timeout),
        timeout_problem("connect_timeout", connect_timeout)
      ].compact
      raise ArgumentError, problems.join("\n") unless problems.empty?

      @base_url = base_url.dup.freeze
      @timeout = timeout
      @connect_timeout = connect_timeout
      @validate_requests = validate_requests
      @configure = configure
      freeze
    end

    # Omits the key.
    def inspect
      "#<#{self.class} #{base_url}>"
    end

    # :nodoc:
    def marshal_dump
      raise TypeError, "a client cannot be marshalled, because it has the API key"
    end

    # :nodoc:
    def encode_with(_coder)
      marshal_dump
    end

    private

    def timeout_problem(name, value)
      return if value.is_a?(Numeric) && value.real? && TIMEOUTS.cover?(value)

      "#{name} must be from #{TIMEOUTS.begin} to #{TIMEOUTS.end} seconds, but was #{value.inspect}"
    end

    # The video, saved if there is a target; with a block, what the block returns for it.
    def call(operation, request, timeout, save_to)
      check_arguments(operation, request, timeout)
      saver = save_to && VideoSaver.new(save_to)
      video = start(operation, request, timeout || @timeout || operation.timeout, saver)
      video.save(saver) if saver
      return video unless block_given?

      begin
        yield video
      ensure
        video.close
      end
    end

    def check_arguments(operation, request, timeout)
      unless request.is_a?(operation.request_class)
        raise ArgumentError, "request must be a #{operation.request_class}, but was a #{request.class}"
      end

      problem = timeout && timeout_problem("timeout", timeout)
      raise ArgumentError, problem if problem
    end

    def start(operation, request, timeout, saver)
      json = json_of(operation, request)
      key = key_for(operation)
      saver&.reserve(operation)
      video = Call.new(operation, URI.parse(base_url), KeyRedactor.new(key), timeout, @connect_timeout, @configure)
                  .execute(key, json)
    ensure
      saver&.release unless video
    end

    def json_of(operation, request)
      violations = @validate_requests ? request.violations : []
      raise InvalidRequestError.new(operation: operation.id, violations: violations) unless violations.empty?

      request.to_json
    rescue JSON::GeneratorError, EncodingError => e
      raise InvalidRequestError.new("the request must hold values that JSON can hold: #{e.message}", operation: operation.id)
    end

    def key_for(operation)
      @api_key.value
    rescue ArgumentError => e
      raise InvalidRequestError.new(e.message, operation: operation.id)
    end
  end
end
