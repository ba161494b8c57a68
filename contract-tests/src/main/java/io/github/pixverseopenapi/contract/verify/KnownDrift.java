package io.github.pixverseopenapi.contract.verify;

import java.time.LocalDate;

/**
 * A drift that is accepted until a date.
 *
 * @param check the name of the check, such as {@code textToVideo no-key}
 * @param problem the problem, exactly as a report states it
 * @param reason why it is accepted
 * @param expires the last day, in UTC, on which it is accepted
 */
public record KnownDrift(String check, String problem, String reason, LocalDate expires) {

    boolean isExpired(LocalDate today) {
        return today.isAfter(expires);
    }

    boolean covers(String otherCheck, String otherProblem) {
        return check.equals(otherCheck) && problem.equals(otherProblem);
    }

    /** Such as {@code textToVideo no-key: status must be 401, but was 403}. */
    public String subject() {
        return check + ": " + problem;
    }

    /** Such as {@code known until 2027-01-31: reported to the service}. */
    public String note() {
        return "known until " + expires + ": " + reason;
    }
}
