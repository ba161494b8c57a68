package io.github.pixverseopenapi.contract.agreement;

import com.networknt.schema.dialect.Dialects;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.ArrayList;
import java.util.List;

/** All who have to agree. */
final class Sides implements AutoCloseable {
    private final List<Side> inMemory;
    private final SandboxSide sandbox;
    private final List<Side> all;

    private Sides(List<Side> inMemory, SandboxSide sandbox) {
        this.inMemory = inMemory;
        this.sandbox = sandbox;
        all = new ArrayList<>(inMemory);
        all.add(sandbox);
    }

    static Sides start() {
        ApiDocument document = ApiDocument.load();
        return new Sides(
                List.of(
                        // Not as OpenAPI 3.0, where networknt takes 5.0 for no integer.
                        new NetworkntSide("networknt", document, Dialects.getDraft202012()),
                        new HarrelSide("dev.harrel", document),
                        new ClientSide(document)),
                new SandboxSide("sandbox", document));
    }

    /** Those that need no HTTP, and so can judge many. */
    List<Side> inMemory() {
        return inMemory;
    }

    /** The one that is asked over HTTP. */
    SandboxSide sandbox() {
        return sandbox;
    }

    List<Side> all() {
        return all;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
