# frozen_string_literal: true

require_relative "billing"

module Pixverse
  # A call without a video. The message names the operation, the status code, the request id where known, the service's own
  # text, and the billing status. It can be marshalled, and holds no API key.
  class Error < StandardError
    # The billing status: +:not_sent+, +:not_billed+, +:unknown+ or +:billed+. Check it before retrying.
    attr_reader :billing

    # The HTTP status code; nil without a response.
    attr_reader :status

    # The service's id of the call, for its support; nil if the response has none.
    attr_reader :request_id

    # The body of the response as text, cut after 64 KiB, with the API key redacted.
    attr_reader :body

    def initialize(reason = nil, operation: nil, billing: :unknown, status: nil, request_id: nil, body: "")
      @billing = billing
      @status = status
      @request_id = request_id
      @body = body
      super([
        operation && "#{operation}: ",
        status && "#{status}: ",
        reason || self.class.name,
        request_id && " (request id #{request_id})",
        " [#{billing.to_s.upcase}: #{Billing::MEANINGS.fetch(billing)}]"
      ].join)
    end
  end

  # The client did not send the request. The message names everything that is wrong with it, one thing a line.
  class InvalidRequestError < Error
    # The rules that the request breaks, and its unknown fields; empty if something else was wrong, such as the API key.
    attr_reader :violations

    def initialize(reason = nil, violations: [], **details)
      @violations = violations.dup.freeze
      reason ||= "the request breaks the rules of the document:#{violations.map { |one| "\n  #{one.message}" }.join}\n "
      super(reason, billing: :not_sent, **details)
    end
  end

  # The request is malformed (400).
  class BadRequestError < Error; end

  # The API key is missing or wrong (401).
  class UnauthorizedError < Error; end

  # The API key may not do this (403).
  class ForbiddenError < Error; end

  # The service does not have this endpoint (404).
  class NotFoundError < Error; end

  # Too few credits, or one of the other reasons for a 406: see the message.
  class InsufficientCreditsError < Error; end

  # Too many requests in a short time (429). The request was refused, so sending it again later is safe.
  class RateLimitedError < Error
    # Seconds to wait before the next request, as the service says; nil if it gave no valid time.
    attr_reader :retry_after

    def initialize(reason = nil, retry_after: nil, **details)
      @retry_after = retry_after
      super(reason, **details)
    end
  end

  # The service failed (5xx).
  class ServerError < Error; end

  # The response is neither a video nor a documented refusal.
  class UnexpectedResponseError < Error; end

  # The response is missing or incomplete, or there was no connection.
  class ConnectionError < Error; end

  # A timeout passed. See #billing for whether the service had finished the video.
  class TimeoutError < Error; end

  # A finished video could not be saved where it was meant to go. Its bytes are kept, see #saved_to.
  class SaveFailedError < Error
    # The path of the file that holds the bytes of the video instead; nil if nothing was sent, or no file could be created.
    attr_reader :saved_to

    def initialize(reason = nil, saved_to: nil, **details)
      @saved_to = saved_to
      super(reason, **details)
    end
  end
end
