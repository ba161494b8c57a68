package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.provider.ProviderResponse;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;

/** Calls a sandbox and keeps its answer, because no rule of Pact's can look into a video. */
final class RememberingTarget extends HttpTestTarget {

    private ProviderResponse answer;

    RememberingTarget(Sandbox sandbox) {
        super("127.0.0.1", sandbox.port());
    }

    @Override
    public ProviderResponse executeInteraction(Object client, Object request) {
        answer = super.executeInteraction(client, request);
        return answer;
    }

    boolean gotVideo() {
        return answer.getContentType().getBaseType().equals(Mp4.MEDIA_TYPE);
    }

    byte[] body() {
        return answer.getBody().unwrap();
    }
}
