package io.github.pixverseopenapi.contract.agreement;

import com.networknt.schema.dialect.Dialects;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.ArrayList;
import java.util.List;

/** All who have to agree. */
final class Validators implements AutoCloseable {
    private final List<Validator> inMemory;
    private final SandboxValidator sandbox;
    private final List<Validator> all;

    private Validators(List<Validator> inMemory, SandboxValidator sandbox) {
        this.inMemory = inMemory;
        this.sandbox = sandbox;
        all = new ArrayList<>(inMemory);
        all.add(sandbox);
    }

    /** The operations that take the request of a video: at once, or as a job. */
    static List<ApiOperation> withVideoRequests(ApiDocument document) {
        return document.operations().stream()
                .filter(operation ->
                        operation.returnsVideo() || operation.submits().isPresent())
                .toList();
    }

    static Validators start() {
        ApiDocument document = ApiDocument.load();
        return new Validators(
                List.of(
                        // Not as OpenAPI 3.0, where networknt takes 5.0 for no integer.
                        new NetworkntValidator("networknt", document, Dialects.getDraft202012()),
                        new HarrelValidator("dev.harrel", document),
                        new ClientValidator(document)),
                new SandboxValidator("sandbox", document));
    }

    /** The validators without HTTP, which are fast. */
    List<Validator> inMemory() {
        return inMemory;
    }

    /** The validator that is called over HTTP. */
    SandboxValidator sandbox() {
        return sandbox;
    }

    List<Validator> all() {
        return all;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
