# frozen_string_literal: true

require "test_helper"

class ErrorsTest < Minitest::Test
  KINDS = Pixverse.constants.map { |name| Pixverse.const_get(name) }.grep(Class).select { |one| one < Pixverse::Error }

  def test_every_kind_can_be_raised_and_rescued_by_the_callers_tests
    assert_equal 12, KINDS.length
    KINDS.each do |kind|
      error = assert_raises(kind) { raise kind, "stubbed" }
      assert_kind_of Pixverse::Error, error
      assert_includes Pixverse::Billing::MEANINGS, error.billing
      assert error.message.start_with?("stubbed [")
    end
  end

  def test_message_has_operation_status_reason_request_id_and_billing
    error = Pixverse::BadRequestError.new("no", operation: "textToVideo", billing: :not_billed, status: 400, request_id: "id")

    assert_equal "textToVideo: 400: no (request id id) [NOT_BILLED: refused requests and failed jobs are not billed, " \
                 "as far as known]", error.message
  end

  def test_marshalled_errors_keep_what_they_know
    original = Pixverse::SaveFailedError.new("full", saved_to: "/a.mp4", operation: "o", billing: :billed, status: 200)
    copy = Marshal.load(Marshal.dump(original))

    assert_equal [original.message, :billed, 200, "/a.mp4"], [copy.message, copy.billing, copy.status, copy.saved_to]
  end

  def test_marshalled_invalid_request_keeps_its_violations
    original = Pixverse::InvalidRequestError.new(violations: Pixverse::TextToVideoRequest.from_h({}).violations)
    copy = Marshal.load(Marshal.dump(original))

    assert_equal original.violations.map(&:message), copy.violations.map(&:message)
    assert_equal 5, copy.violations.length
  end
end
