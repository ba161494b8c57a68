require "pixverse/client"

pixverse = Pixverse::Client.new(
  api_key: ENV.fetch("SEGMIND_API_KEY"),
  base_url: ENV.fetch("PIXVERSE_BASE_URL", Pixverse::SERVER)
)
request = Pixverse::TextToVideoRequest.new(prompt: "A paper boat on a rainy street")
pixverse.text_to_video(request, save_to: "boat.mp4")
