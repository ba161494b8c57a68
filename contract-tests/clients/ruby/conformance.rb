# frozen_string_literal: true

# Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

require "json"
require "pixverse/client"
require "pp" # rubocop:disable Lint/RedundantRequireStatement
require "yaml"

# Treats warnings as errors.
def Warning.warn(message, **)
  abort message
end

# One call.
class Case
  # What cancels a call: an error of the caller, raised in the thread of the call.
  class Cancelled < StandardError; end

  def initialize(input)
    @input = input
    @method = input.fetch("operation").gsub(/(?=[A-Z])/, "_").downcase.to_sym
    @pixverse = Pixverse::Client.new(
      api_key: ENV.fetch("SEGMIND_API_KEY"),
      base_url: input["baseUrl"] || ENV.fetch("PIXVERSE_BASE_URL"),
      validate_requests: input.fetch("validate", true)
    )
  end

  def outcome
    result = case @input["do"]
             when "cancel" then cancel
             when "save" then success(send_request(save_to: @input.fetch("target")))
             when "show" then show
             when "concurrent" then concurrent
             else bytes
             end
    result.merge(saved: saved).compact
  rescue Pixverse::Error => e
    failure(e).compact
  end

  private

  # Required fields that have a default start with it, as in the constructor.
  def request(fields = @input["request"])
    operation = Pixverse::OPERATIONS.fetch(@method)
    kind = operation.request_class
    constraints = kind::SCHEMA.fields
    defaults = constraints.select { |_, constraint| constraint.required? }.transform_values(&:default).compact
    kind.from_json(JSON.generate(defaults.merge(fields)), additional_properties: @input.fetch("additional", {}))
  end

  def send_request(request = self.request, **options)
    @pixverse.public_send(@method, request, timeout: @input["timeoutSeconds"], **options)
  end

  def bytes(request = self.request)
    video = send_request(request)
    success(video).merge(bytes: video.read.bytesize)
  end

  # Makes the calls of the case at once.
  def concurrent
    threads = @input.fetch("requests").map do |fields|
      Thread.new do
        bytes(request(fields))
      rescue Pixverse::Error => e
        failure(e)
      end
    end
    { outcome: "DONE", calls: threads.map { |thread| thread.value.compact } }
  end

  def success(video)
    { outcome: "VIDEO", status: video.metadata.status, requestId: video.metadata.request_id, metadata: metadata(video) }
  end

  def metadata(video)
    video.metadata.to_h.transform_keys { |name| name.to_s.gsub(/_(.)/) { Regexp.last_match(1).upcase } }
  end

  def failure(error)
    {
      outcome: outcome_of(error),
      error: error.class.name[/\w+(?=Error$)/],
      billing: error.billing.to_s.upcase,
      status: error.status || 0,
      requestId: error.request_id,
      message: error.message,
      body: error.body,
      violations: (violations(error) if error.is_a?(Pixverse::InvalidRequestError)),
      savedTo: (error.saved_to if error.is_a?(Pixverse::SaveFailedError))
    }
  end

  def violations(error)
    error.violations.map { |violation| { fields: violation.fields, message: violation.message } }
  end

  def outcome_of(error)
    case error
    when Pixverse::ConnectionError, Pixverse::TimeoutError then "FAILED"
    else error.billing == :not_sent ? "NOT_SENT" : "REFUSED"
    end
  end

  def cancel
    call = Thread.new do
      bytes
    rescue Cancelled
      { outcome: "CANCELLED" }
    end
    sleep @input.fetch("cancelAfterSeconds")
    call.raise(Cancelled)
    call.value
  end

  def show
    video = send_request
    shown = [@pixverse, request, video, video.metadata].flat_map { |object| forms(object) }
    success(video).merge(bytes: video.read.bytesize, shown: shown)
  rescue Pixverse::Error => e
    failure(e).merge(shown: forms(e))
  end

  # Every way in which Ruby shows an object.
  def forms(object)
    [
      object.to_s, object.inspect, object.pretty_inspect, JSON.generate([object]), object.to_json,
      attempt { Marshal.dump(object).b.inspect }, attempt { YAML.dump(object) }, *variables(object, [])
    ]
  end

  # Some objects cannot be dumped.
  def attempt
    yield
  rescue TypeError => e
    e.message
  end

  # Follows instance variables, as dumpers of other libraries do.
  def variables(object, seen)
    return [] if seen.any? { |one| one.equal?(object) }

    seen << object
    parts = object.respond_to?(:each_entry) && !object.is_a?(IO) ? object.each_entry.to_a : []
    parts += object.instance_variables.map { |name| object.instance_variable_get(name) }
    parts += object.to_a if object.is_a?(Struct)
    [object.inspect] + parts.flat_map { |part| variables(part, seen) }
  end

  def saved
    File.size?(@input["target"]) if @input["target"] && File.file?(@input["target"])
  end
end

def print_json(value)
  puts JSON.generate(value)
end

$stdout.sync = true
# JSON lines are UTF-8 on every platform.
$stdin.set_encoding(Encoding::UTF_8)
limits = Pixverse::OPERATIONS.each_value.to_h { |operation| [operation.path, operation.timeout] }
print_json({ timeLimits: limits })
$stdin.each_line { |line| print_json(Case.new(JSON.parse(line)).outcome) }
