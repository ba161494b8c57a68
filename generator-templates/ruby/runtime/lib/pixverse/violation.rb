# frozen_string_literal: true

module Pixverse
  # One thing that is wrong with a request: which field, what it holds, what is allowed.
  class Violation
    # +:invalid+, or +:unknown_field+ for a field that the document does not know.
    attr_reader :kind

    # The names of the fields that the rule is about, several for an excluded combination.
    attr_reader :fields

    # Such as "duration must be one of 5, 8, but was 7".
    attr_reader :message
    alias to_s message

    def initialize(message, fields, kind: :invalid)
      @message = message.freeze
      @fields = fields.freeze
      @kind = kind
      freeze
    end

    def inspect
      "#<#{self.class} #{message}>"
    end
  end
end
