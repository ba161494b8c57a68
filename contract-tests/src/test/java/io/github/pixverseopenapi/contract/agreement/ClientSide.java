package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;

/** The client, which judges before it sends. The class of a request is found by its schema's name. */
final class ClientSide implements Side {
    private final Map<String, MethodHandle> fromJson = new HashMap<>();

    ClientSide(ApiDocument document) {
        String models = PixverseRequest.class.getPackageName();
        for (ApiOperation operation : document.operations()) {
            try {
                Class<?> model = Class.forName(models + "." + operation.requestSchema());
                fromJson.put(
                        operation.operationId(),
                        MethodHandles.publicLookup()
                                .findStatic(model, "fromJson", MethodType.methodType(model, String.class)));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError("The client has no " + operation.requestSchema() + ".fromJson(String).", e);
            }
        }
    }

    @Override
    public String name() {
        return "client";
    }

    /** The request that the text is read as; a refusal is thrown. */
    PixverseRequest read(ApiOperation operation, String json) {
        try {
            return (PixverseRequest) fromJson.get(operation.operationId()).invoke(json);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("fromJson declares no checked exception.", e);
        }
    }

    @Override
    public Verdict judge(ApiOperation operation, String json) {
        PixverseRequest request;
        try {
            request = read(operation, json);
        } catch (IllegalArgumentException e) {
            return Verdict.invalid(e.getMessage());
        }
        return Verdict.of(request.violations());
    }
}
