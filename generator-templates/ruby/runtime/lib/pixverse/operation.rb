# frozen_string_literal: true

module Pixverse
  # What the document says about one operation. +timeout+ is in seconds, +statuses+ holds pairs of an error class and a
  # billing status, +reset_headers+ names the headers that say when a rate limit ends.
  Operation = Struct.new(:id, :path, :accept, :request_class, :timeout, :statuses, :reset_headers, keyword_init: true) do
    def initialize(...)
      super
      freeze
    end

    # The class of the error and the billing status of a non-video response.
    def failure(status)
      # Nothing is known of the bill of an undocumented status.
      statuses.fetch(status) { [status >= 500 ? ServerError : UnexpectedResponseError, :unknown] }
    end
  end
end
