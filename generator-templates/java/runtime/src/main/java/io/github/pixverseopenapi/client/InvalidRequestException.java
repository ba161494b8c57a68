package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client did not send the request. The message names everything that is wrong with it, one thing a line. */
public final class InvalidRequestException extends PixverseException {
    private static final long serialVersionUID = 1L;

    /**
     * What is wrong with the request.
     *
     * @serial
     */
    private final ArrayList<Violation> violations;
    /**
     * The message without the operation.
     *
     * @serial
     */
    private final String reason;

    InvalidRequestException(@Nullable Operation operation, String reason, List<Violation> violations) {
        super(Failure.noResponse(operation, Billing.NOT_SENT, reason, null));
        this.reason = reason;
        this.violations = new ArrayList<>(violations);
    }

    InvalidRequestException(String reason) {
        this(null, reason, Collections.<Violation>emptyList());
    }

    /** The same, once it is known what the request was for. */
    InvalidRequestException during(Operation operation) {
        return new InvalidRequestException(operation, reason, violations);
    }

    static String lines(List<Violation> violations) {
        StringBuilder lines = new StringBuilder("the request breaks the rules of the document:");
        for (Violation violation : violations) {
            lines.append("\n  ").append(violation.message());
        }
        return lines.append("\n ").toString();
    }

    /**
     * The rules that the request breaks, and its unknown fields.
     *
     * @return what the message lists; empty if something other than a rule was wrong, such as the API key
     */
    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }
}
