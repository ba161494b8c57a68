# frozen_string_literal: true

require "test_helper"

class RequestTest < Minitest::Test
  FIELDS = { prompt: "A paper boat" }.freeze

  def request(**fields)
    Pixverse::TextToVideoRequest.new(**FIELDS, **fields)
  end

  def messages(**fields)
    request(**fields).violations.map(&:message)
  end

  def test_new_with_required_fields_starts_with_the_defaults
    request = Pixverse::TextToVideoRequest.new(**FIELDS)

    assert_equal({ "aspect_ratio" => "16:9", "duration" => 5, "motion_mode" => "normal", "prompt" => "A paper boat",
                   "quality" => "540p" }, request.to_h)
    assert_empty request.violations
    assert_equal 5, request.duration
    assert_nil request.seed
  end

  def test_new_without_a_required_field_raises_as_ruby_does
    assert_match(/missing keyword: :prompt/, assert_raises(ArgumentError) { Pixverse::TextToVideoRequest.new }.message)
    assert_match(/unknown keyword: :promt/, assert_raises(ArgumentError) { request(promt: "x") }.message)
  end

  def test_violations_of_several_fields_are_named_at_once_in_the_order_of_the_document
    json = '{"zzz":1,"seed":true,"prompt":" \\n","duration":7,"nagative_prompt":"x"}'

    assert_equal(
      [
        'aspect_ratio must be one of "16:9", "4:3", "1:1", "3:4", "9:16", but was missing',
        "duration must be one of 5, 8, but was 7",
        'motion_mode must be one of "normal", "fast", but was missing',
        'prompt must be text with at least one character other than space, tab and line break, but was " \n"',
        'quality must be one of "360p", "540p", "720p", "1080p", but was missing',
        "seed must be a whole number from 1 to 99999, but was true",
        "zzz must be a field of TextToVideoRequest or an additional property, but was 1",
        'nagative_prompt must be a field of TextToVideoRequest (did you mean "negative_prompt"?) or an additional property, ' \
        'but was "x"'
      ],
      Pixverse::TextToVideoRequest.from_json(json).violations.map(&:message)
    )
  end

  def test_violations_of_an_excluded_combination_name_both_fields
    violations = Pixverse::TextToVideoRequest.new(**FIELDS, duration: 8.0, quality: "1080p").violations

    assert_equal ['duration 8.0 and quality "1080p" must not be combined: 1080p is available at 5 seconds only'],
                 violations.map(&:to_s)
    assert_equal [%w[duration quality]], violations.map(&:fields)
  end

  def test_violations_of_values_at_the_edge
    assert_empty messages(duration: 5.0, seed: 99_999, quality: :"720p")
    assert_equal ["seed must be a whole number from 1 to 99999, but was 1.5"], messages(seed: 1.5)
    assert_equal ["seed must be a whole number from 1 to 99999, but was NaN"], messages(seed: Float::NAN)
    assert_equal ["negative_prompt must be text, but was a Object"], messages(negative_prompt: Object.new)
    assert_equal ["negative_prompt must be text, but was \"\uFFFD\""], messages(negative_prompt: "\xFF")
    assert_equal 1, messages(duration: nil).length
  end

  def test_violations_of_a_long_value_show_its_beginning
    message = messages(quality: "x" * 1000).first

    assert message.end_with?("but was \"#{"x" * 99}… (1002 characters)"), message
  end

  def test_accept_counts_code_points_and_matches_at_the_ends_of_the_text
    four = Pixverse::FieldConstraint.new(:string, "text", min_length: 4)
    whole = Pixverse::FieldConstraint.new(:string, "text", pattern: "^[\\^$a]+$")

    assert [four.accept?("😀😀😀😀"), whole.accept?("a^$")].all?
    assert [four.accept?("😀😀😀"), whole.accept?("a\nb"), whole.accept?("a\n")].none?
  end

  def test_additional_properties_are_sent_and_cannot_replace_a_field
    request = Pixverse::TextToVideoRequest.new(**FIELDS, additional_properties: { zzz: [1, { a: nil }] })

    assert_empty request.violations
    assert_includes request.to_json, '"zzz":[1,{"a":null}]'
    error = assert_raises(ArgumentError) { Pixverse::TextToVideoRequest.new(**FIELDS, additional_properties: { "seed" => 1 }) }
    assert_match(/\Aname of an additional property must be text other than the fields.*, but was "seed"\z/, error.message)
  end

  def test_from_json_that_is_no_object_or_repeats_a_name_is_rejected
    ["", "[]", '{"prompt":"a","prompt":"b"}', '{"a":{"b":1,"b":2}}', "#{"[" * 200}1", nil].each do |json|
      error = assert_raises(ArgumentError) { Pixverse::TextToVideoRequest.from_json(json) }
      assert error.message.start_with?("json must be the text of one JSON object, each name once, but was "), error.message
    end
  end

  def test_requests_are_deeply_frozen_copies
    prompt = +"A paper boat"
    request = Pixverse::TextToVideoRequest.new(prompt: prompt)
    prompt << " sinks"

    assert_equal "A paper boat", request.prompt
    assert Ractor.shareable?(request)
  end

  def test_requests_with_the_same_fields_are_equal
    request = Pixverse::TextToVideoRequest.new(**FIELDS)

    assert_equal request, Marshal.load(Marshal.dump(request))
    assert_equal 1, [request, request.with(seed: nil)].uniq.length
    assert_equal [8, 3], request.with(duration: 8, seed: 3).to_h.values_at("duration", "seed")
    refute request.with(duration: nil).to_h.key?("duration")
    refute_equal request, Pixverse::V6VideoRequest.from_h(request.to_h)
  end

  def test_inspect_shows_the_fields
    assert_equal '#<Pixverse::TextToVideoRequest aspect_ratio="16:9" duration=5 motion_mode="normal" prompt="x" quality="540p">',
                 request(prompt: "x").inspect
  end

  def test_among_finds_names_in_other_spellings
    known = %w[prompt image_url negative_prompt seed]

    assert_equal(["image_url", "prompt", "image_url", nil],
                 %w[imageURL promt imge-url zzz].map { |name| Pixverse::NearestName.among(known, name) })
  end

  def test_constants_are_those_of_the_document
    assert_equal %w[360p 540p 720p 1080p], Pixverse::Quality::ALL
    assert_equal 8, Pixverse::DurationSeconds::ALL.last
  end
end
