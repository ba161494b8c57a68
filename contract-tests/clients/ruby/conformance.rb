# frozen_string_literal: true

# Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

require "json"
require "pixverse_client"

# Treats warnings as errors.
def Warning.warn(message, **)
  abort message
end

METHODS = {
  "textToVideo" => [:text_to_video, PixverseClient::TextToVideoRequest],
  "imageToVideo" => [:image_to_video, PixverseClient::ImageToVideoRequest],
  "generateV5Video" => [:generate_v5_video, PixverseClient::V5VideoRequest],
  "extendV5Video" => [:extend_v5_video, PixverseClient::V5ExtendRequest],
  "generateV6Video" => [:generate_v6_video, PixverseClient::V6VideoRequest],
}.freeze

# Executes one call.
def outcome(pixverse, input)
  method, request = METHODS.fetch(input["operation"])
  fields = input["request"].transform_keys(&:to_sym)
  video = pixverse.public_send(method, request.new(**fields), timeout: input["timeoutSeconds"])
  { outcome: "VIDEO", status: 200, bytes: video.bytesize }
rescue ArgumentError => e
  { outcome: "NOT_SENT", message: e.message }
rescue PixverseClient::ResponseError => e
  { outcome: "REFUSED", status: e.status, message: e.message }
rescue PixverseClient::ConnectionError => e
  { outcome: "FAILED", message: e.message }
end

def show(value)
  puts JSON.generate(value)
end

$stdout.sync = true
# JSON lines are UTF-8 on every platform.
$stdin.set_encoding(Encoding::UTF_8)
pixverse = PixverseClient::PixverseApi.new(ENV.fetch("SEGMIND_API_KEY"), ENV.fetch("PIXVERSE_BASE_URL"))
show({ timeLimits: PixverseClient::TIME_LIMITS })
$stdin.each_line { |line| show(outcome(pixverse, JSON.parse(line))) }
