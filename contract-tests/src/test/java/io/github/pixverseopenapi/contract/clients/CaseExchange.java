package io.github.pixverseopenapi.contract.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requests and the outcome of one case with one client.
 *
 * @param sent the requests that the sandbox received
 * @param otherServerRequests the number of requests to the other server
 * @param fileRequests the requests to the server of files, head and body as text
 * @param atOnce how many concurrent calls the sandbox held at the same time
 * @param key the API key that must not show
 */
record CaseExchange(
        CaseOutcome outcome,
        List<SentRequest> sent,
        int otherServerRequests,
        List<String> fileRequests,
        int atOnce,
        String key) {

    /** How many of the requests may be billed. */
    long posts() {
        return count("method", "POST");
    }

    /** How many of the requests were the first on their connections. */
    long connections() {
        return count("connection", "fresh");
    }

    private long count(String aspect, String value) {
        return sent.stream()
                .filter(request -> value.equals(request.aspects().get(aspect)))
                .count();
    }

    /** Describes the differences; empty if there are none. */
    List<String> differencesTo(CaseExchange java) {
        List<String> differences = new ArrayList<>();
        compare("outcome", outcome.comparable(), java.outcome.comparable(), differences);
        compare("number of requests", sent.size(), java.sent.size(), differences);
        compare("requests to another server", otherServerRequests, java.otherServerRequests, differences);
        for (int i = 0; i < Math.min(sent.size(), java.sent.size()); i++) {
            Set<String> names = new TreeSet<>(sent.get(i).aspects().keySet());
            names.addAll(java.sent.get(i).aspects().keySet());
            for (String name : names) {
                compare(
                        name,
                        sent.get(i).aspects().get(name),
                        java.sent.get(i).aspects().get(name),
                        differences);
            }
        }
        if (!differences.isEmpty() && !outcome.message().isEmpty()) {
            differences.add("message: " + outcome.message().lines().findFirst().orElse(""));
        }
        return differences;
    }

    private static void compare(String name, Object actual, Object java, List<String> differences) {
        if (!Objects.equals(actual, java)) {
            differences.add(name + ": " + shown(actual) + ", Java: " + shown(java));
        }
    }

    private static String shown(Object value) {
        return value == null ? "not sent" : String.valueOf(value);
    }
}
