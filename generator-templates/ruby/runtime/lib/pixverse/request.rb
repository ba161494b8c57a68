# frozen_string_literal: true

require "json"
require_relative "json_text"
require_relative "request_schema"

module Pixverse
  # Base class of requests. Requests are deeply frozen, and equal if they send the same fields. Their rules are checked
  # when they are sent, all at once; see #violations to check them earlier.
  class Request
    # Reads JSON text with the document's names. Raises an ArgumentError unless it is one object.
    def self.from_json(json, additional_properties: {})
      from_h(JsonText.parse_object(json), additional_properties: additional_properties)
    end

    # Takes fields by the document's names, as they are: nothing is added, and nil is sent as null. Unknown fields are
    # violations, unlike +additional_properties+.
    def self.from_h(fields, additional_properties: {})
      allocate.tap { |request| request.send(:assign, fields, additional_properties) }
    end

    # The fields to send, by the document's names.
    def to_h
      @fields
    end

    # The request as JSON. Raises a JSON::GeneratorError for values that JSON does not have.
    def to_json(*)
      # Otherwise JSON would have the text of any other object.
      raise JSON::GeneratorError, "a value is no JSON" unless json?(@fields)

      JSON.generate(@fields)
    end

    # The rules of the document that the request breaks, and its unknown fields.
    def violations
      self.class::SCHEMA.violations(@fields, @additional)
    end

    # A copy with other values of some fields; nil removes a field.
    def with(**changes)
      extra = @fields.slice(*@additional)
      values = @fields.except(*@additional).merge(changes.transform_keys(&:to_s))
      self.class.from_h(values.reject { |name, value| changes.key?(name.to_sym) && value.nil? }, additional_properties: extra)
    end

    def ==(other)
      other.instance_of?(self.class) && other.to_h == to_h
    end
    alias eql? ==

    def hash
      [self.class, @fields].hash
    end

    def inspect
      "#<#{self.class}#{@fields.map { |name, value| " #{name}=#{JsonText.excerpt(value)}" }.join}>"
    end

    private

    def assign(fields, additional)
      extra = names(additional)
      extra.each_key { |name| self.class::SCHEMA.check_additional(name) }
      @fields = frozen(names(fields).merge(extra))
      @additional = extra.keys.freeze
      freeze
    end

    def names(fields)
      raise ArgumentError, "fields must be a Hash, but was a #{fields.class}" unless fields.respond_to?(:to_hash)

      fields.to_hash.transform_keys(&:to_s)
    end

    def json?(value)
      case value
      when Hash then value.each_value.all? { |one| json?(one) }
      when Array then value.all? { |one| json?(one) }
      when String, Integer, Float, true, false, nil then true
      else false
      end
    end

    # The caller's object may change later; the copy must not.
    def frozen(value)
      case value
      when String then (Utf8.convert(value) || value).dup.freeze
      when Symbol then value.name
      when Array then value.map { |one| frozen(one) }.freeze
      when Hash then value.to_h { |name, one| [frozen(name.to_s), frozen(one)] }.freeze
      else value
      end
    end
  end
end
