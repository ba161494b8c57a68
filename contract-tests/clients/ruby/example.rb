require "pixverse_client"

server = ENV.fetch("PIXVERSE_BASE_URL", PixverseClient::PixverseApi::SERVER)
pixverse = PixverseClient::PixverseApi.new(ENV.fetch("SEGMIND_API_KEY"), server)
video = pixverse.text_to_video(PixverseClient::TextToVideoRequest.new(prompt: "A paper boat on a rainy street"))
File.binwrite("boat.mp4", video)
