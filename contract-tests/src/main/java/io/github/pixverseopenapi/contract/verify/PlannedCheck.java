package io.github.pixverseopenapi.contract.verify;

import java.util.Optional;

/**
 * A check of a plan.
 *
 * @param check the check
 * @param reason why it is not made; empty when it is
 */
public record PlannedCheck(Check check, Optional<String> reason) {

    /** Whether the check is made. */
    public boolean planned() {
        return reason.isEmpty();
    }
}
