package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ExchangeValidator;
import io.github.pixverseopenapi.contract.document.Problem;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the interactions of a pact. Each lists everything that is wrong, one line for each problem. */
final class PactAssert extends AbstractAssert<PactAssert, List<PactExchange>> {

    private PactAssert(List<PactExchange> pact) {
        super(pact, PactAssert.class);
    }

    static PactAssert assertThat(List<PactExchange> pact) {
        return new PactAssert(pact);
    }

    /** Every interaction is one that the document allows, nothing in it is undocumented, and it names its operation. */
    PactAssert isDocumentedBy(ApiDocument document) {
        isNotNull();
        List<String> problems = new ArrayList<>();
        for (PactExchange exchange : actual) {
            ExchangeValidator.of(document)
                    .validateStrictly(exchange.request(), exchange.response())
                    .forEach(problem -> problems.add(exchange.description() + ": " + problem));
            ExchangeValidator.of(document)
                    .operation(exchange.request())
                    .map(ApiOperation::operationId)
                    .filter(called -> !called.equals(exchange.operationId()))
                    .map(called -> new Problem(
                            "operationId", "must be " + called + ", but was \"" + exchange.operationId() + "\""))
                    .ifPresent(problem -> problems.add(exchange.description() + ": " + problem));
        }
        return listing("interactions against the document", problems);
    }

    /** Every status of every operation has an interaction in each of its media types, and without a body if it may. */
    PactAssert coversAllOf(ApiDocument document) {
        isNotNull();
        return listing(
                "documented responses without an interaction",
                new Coverage(document, actual)
                        .missing().stream().map(Coverage.Cell::toString).toList());
    }

    private PactAssert listing(String what, List<String> problems) {
        if (!problems.isEmpty()) {
            failWithMessage("%s: %d%n  %s", what, problems.size(), String.join("\n  ", problems));
        }
        return this;
    }
}
