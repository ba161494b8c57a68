package io.github.pixverseopenapi.contract.document;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables of facts from later sources: jobs, credits, history and upload. */
final class LaterFacts {

    private LaterFacts() {}

    static List<Map<String, String>> operations() {
        return FactTable.rows("later-operations.txt");
    }

    static List<Map<String, String>> parameters() {
        return FactTable.rows("later-parameters.txt");
    }

    /** The responses that no operation of the service's pages has. */
    static List<Map<String, String>> responseRows() {
        return FactTable.rows("later-responses.txt");
    }

    static Stream<String> responses() {
        return responseRows().stream().map(row -> row.get("response"));
    }

    static List<Map<String, String>> examples() {
        return FactTable.rows("later-examples.txt");
    }

    static List<Map<String, String>> fields() {
        return FactTable.rows("later-fields.txt");
    }
}
