package io.github.pixverseopenapi.contract.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One case as one client went through it.
 *
 * @param sent what arrived at the sandbox
 * @param elsewhere how many requests arrived at the other server
 */
record CaseExchange(CaseOutcome outcome, List<SentRequest> sent, int elsewhere) {

    /** What is not the same, in words; empty if all is. */
    List<String> differencesTo(CaseExchange java) {
        List<String> differences = new ArrayList<>();
        compare("outcome", outcome.comparable(), java.outcome.comparable(), differences);
        compare("number of requests", sent.size(), java.sent.size(), differences);
        compare("requests to another server", elsewhere, java.elsewhere, differences);
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
            differences.add("it said: " + outcome.message().lines().findFirst().orElse(""));
        }
        return differences;
    }

    private static void compare(String name, Object ours, Object java, List<String> differences) {
        if (!Objects.equals(ours, java)) {
            differences.add(name + ": " + shown(ours) + ", Java: " + shown(java));
        }
    }

    private static String shown(Object value) {
        return value == null ? "not sent" : String.valueOf(value);
    }
}
