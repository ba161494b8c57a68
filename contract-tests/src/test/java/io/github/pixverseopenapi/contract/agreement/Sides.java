package io.github.pixverseopenapi.contract.agreement;

import com.networknt.schema.dialect.Dialects;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.ArrayList;
import java.util.List;

/** All who have to agree. */
final class Sides implements AutoCloseable {
    private final List<Side> inMemory;
    private final SandboxSide sandbox;

    private Sides(List<Side> inMemory, SandboxSide sandbox) {
        this.inMemory = inMemory;
        this.sandbox = sandbox;
    }

    static Sides start() {
        ApiDocument document = ApiDocument.load();
        return new Sides(
                List.of(
                        // Not as OpenAPI 3.0, where networknt takes 5.0 for no integer.
                        new NetworkntSide("networknt", document, Dialects.getDraft202012()),
                        new HarrelSide(document),
                        new ClientSide(document)),
                new SandboxSide(document));
    }

    /** Those that need no HTTP, and so can judge many. */
    List<Side> inMemory() {
        return inMemory;
    }

    List<Side> all() {
        List<Side> all = new ArrayList<>(inMemory);
        all.add(sandbox);
        return all;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
