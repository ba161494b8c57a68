# frozen_string_literal: true

module Pixverse
  # What a failure means for the bill, as far as the service's documentation and public reports tell.
  module Billing
    # The billing statuses, each with one clause for messages.
    MEANINGS = {
      not_sent: "the request was not sent, nothing is billed",
      not_billed: "refused requests and failed jobs are not billed, as far as known",
      unknown: "the call may be billed and its job may still be running; sending it again would start and bill another",
      billed: "the call is billed; sending it again would start and bill another"
    }.freeze

    # The status that is billed by the published rule.
    BILLED_STATUS = 200

    # The billing status of a response whose body did not arrive as a whole.
    def self.of_incomplete(status)
      status == BILLED_STATUS ? :billed : :unknown
    end
  end
end
