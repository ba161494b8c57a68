# frozen_string_literal: true

require "test_helper"

class ReadmeTest < Minitest::Test
  include Calls

  README = File.expand_path("../README.md", __dir__)
  SNIPPETS = File.read(README, encoding: "UTF-8").scan(/^```ruby\n(.*?)^```$/m).flatten.freeze

  def setup
    @environment = ENV.to_h
    @outputs = [$stdout, $stderr]
    super
  end

  def teardown
    $stdout, $stderr = @outputs
    ENV.replace(@environment)
    super
  end

  # Runs the snippets one after the other, as one program; returns the errors that they raised.
  def run_snippets(server)
    ENV.update("PIXVERSE_BASE_URL" => server.url, "SEGMIND_API_KEY" => KEY)
    program = TOPLEVEL_BINDING.dup
    $stdout = StringIO.new
    $stderr = StringIO.new
    Dir.mktmpdir do |folder|
      Dir.chdir(folder) do
        SNIPPETS.filter_map do |snippet|
          program.eval(snippet, README)
          nil
        rescue Pixverse::Error => e
          e
        end + [Dir.glob("**/*.mp4") - ["cancelled.mp4"]]
      end
    end
  end

  def test_snippets_run
    server = serve(video_response("x-cost: 0.45"))
    results = run_snippets(server)

    assert_equal [%w[boat.mp4 streamed.mp4 videos/boat.mp4]], results
    assert_includes $stdout.string, "duration 8 and quality \"1080p\" must not be combined: 1080p is available at 5 seconds only\n"
    assert_includes $stdout.string, "0.45\n"
    assert_includes $stdout.string.b, VIDEO
    assert_equal 7, SNIPPETS.length
  end

  def test_snippets_of_a_refused_call_raise_its_error
    results = run_snippets(serve(LoopbackServer.response(400, "text/plain", "no")))

    assert_equal [Pixverse::BadRequestError], results[0..-2].map(&:class).uniq
    assert_equal [], results.last
    assert_includes $stderr.string, "textToVideo: 400: no [NOT_BILLED: "
  end
end
