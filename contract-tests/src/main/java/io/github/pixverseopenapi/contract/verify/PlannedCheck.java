package io.github.pixverseopenapi.contract.verify;

import java.util.Optional;

/**
 * A check and the reason if it is not sent.
 *
 * @param check the check
 * @param reason why the check is not sent; empty when it is
 */
public record PlannedCheck(Check check, Optional<String> reason) {

    /** Whether the check is sent. */
    public boolean planned() {
        return reason.isEmpty();
    }
}
