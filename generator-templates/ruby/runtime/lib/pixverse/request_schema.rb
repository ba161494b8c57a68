# frozen_string_literal: true

require_relative "field_constraint"
require_relative "json_text"
require_relative "nearest_name"
require_relative "violation"

module Pixverse
  # The rules of one kind of request: one for each field, then the combinations that are excluded.
  class RequestSchema
    PLAIN_NAME = /\A[\w.-]{1,100}\z/
    private_constant :PLAIN_NAME

    # The constraints by the name of the field, in the document's order.
    attr_reader :fields

    # +excluded+ holds pairs: a reason, and the values by the name of the field.
    def initialize(request, fields, excluded)
      @request = request
      @fields = fields.freeze
      @excluded = excluded.freeze
      freeze
    end

    # All that is wrong: fields in the document's order, then combinations, then unknown fields.
    def violations(values, additional_names)
      unknown = values.keys - fields.keys - additional_names
      [
        *fields.filter_map { |name, constraint| of_field(name, constraint, values) },
        *@excluded.filter_map { |reason, combination| of_combination(reason, combination, values) },
        *unknown.map { |name| of_unknown(name, values[name]) }
      ]
    end

    # Rejects an additional property that would overwrite a field.
    def check_additional(name)
      return name unless name.empty? || fields.key?(name)

      raise ArgumentError, "name of an additional property must be text other than the fields of the request " \
                           "(#{fields.keys.join(", ")}), but was #{JsonText.excerpt(name)}"
    end

    private

    def of_field(name, constraint, values)
      if !values.key?(name)
        violation(name, constraint.allowed, "missing") if constraint.required?
      elsif !constraint.accept?(values[name])
        violation(name, constraint.allowed, JsonText.excerpt(values[name]))
      end
    end

    def violation(name, allowed, actual)
      Violation.new("#{name} must be #{allowed}, but was #{actual}", [name])
    end

    def of_combination(reason, combination, values)
      return unless combination.all? { |name, excluded| values.key?(name) && hold?(values[name], excluded) }

      given = combination.keys.map { |name| "#{name} #{JsonText.excerpt(values[name])}" }.join(" and ")
      Violation.new("#{given} must not be combined: #{reason}", combination.keys)
    end

    # A text that reads like the excluded value stands for it as well.
    def hold?(value, excluded)
      value.is_a?(Numeric) ? value == excluded : value.to_s == excluded.to_s
    end

    def of_unknown(name, value)
      nearest = NearestName.among(fields.keys, name)
      shown = name.match?(PLAIN_NAME) ? name : JsonText.excerpt(name)
      hint = nearest && " (did you mean \"#{nearest}\"?)"
      Violation.new(
        "#{shown} must be a field of #{@request}#{hint} or an additional property, but was #{JsonText.excerpt(value)}",
        [name], kind: :unknown_field
      )
    end
  end
end
