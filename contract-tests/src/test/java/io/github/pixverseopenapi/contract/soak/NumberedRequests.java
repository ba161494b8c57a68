package io.github.pixverseopenapi.contract.soak;

import com.google.gson.Gson;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.SampleRequests;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests with a number in the prompt, so that each received request identifies its call. */
final class NumberedRequests {
    private static final String PROMPT = "Soak call ";
    private static final Pattern NUMBER = Pattern.compile("\"" + PROMPT + "(\\d+)\"");
    private static final Gson GSON = new Gson();

    private NumberedRequests() {}

    /** The number of the call that a request belongs to; empty if it is none of ours. */
    static OptionalInt number(JournalEntry entry) {
        Matcher prompt = NUMBER.matcher(entry.bodyText());
        return prompt.find() ? OptionalInt.of(Integer.parseInt(prompt.group(1))) : OptionalInt.empty();
    }

    static PixverseRequest of(Operation operation, int number) {
        return OperationInvoker.request(
                operation, GSON.toJson(SampleRequests.valid(operation.path(), "prompt", PROMPT + number)));
    }
}
