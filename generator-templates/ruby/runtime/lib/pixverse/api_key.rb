# frozen_string_literal: true

module Pixverse
  # The secret key, or where it comes from. It is kept in a closure: no inspection, dump or serialisation follows one.
  class ApiKey
    # +source+ is a String, or anything with +call+, which is called before each request.
    def initialize(source)
      @fixed = !source.respond_to?(:call)
      @reader = source.respond_to?(:call) ? -> { source.call } : -> { source }
    end

    # What is wrong with a key that is fixed; nil if nothing is.
    def problem
      @fixed ? self.class.problem(@reader.call) : nil
    end

    # The key to send; raises an ArgumentError if it cannot be sent. No message shows a key.
    def value
      key = @reader.call
      problem = self.class.problem(key)
      raise ArgumentError, problem if problem

      key.strip
    end

    def self.problem(key)
      return "api_key must be the secret key of your account, but was missing" unless key.is_a?(String)

      text = key.b.strip
      return "api_key must be the secret key of your account, but was empty" if text.empty?

      text.match?(/\A[!-~]+\z/) ? nil : <<~TEXT.tr("\n", " ").strip
        api_key must be visible ASCII characters only, but holds a line break, space or other character
        that a header cannot hold (not shown here)
      TEXT
    end

    def inspect
      "<redacted>"
    end
    alias to_s inspect
  end
end
