package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The client, which judges before it sends. The class of a request is found by its schema's name. */
final class ClientSide implements Side {
    private final String name;
    private final Map<String, MethodHandle> fromJson = new HashMap<>();
    private final MethodHandle violations;

    ClientSide(ApiDocument document) {
        this("client", document, PixverseRequest.class.getClassLoader());
    }

    /** A client with the usual class names, from a loader of its own. */
    ClientSide(String name, ApiDocument document, ClassLoader classes) {
        this.name = name;
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        String models = PixverseRequest.class.getPackageName() + ".";
        try {
            violations = lookup.findVirtual(
                            classes.loadClass(PixverseRequest.class.getName()),
                            "violations",
                            MethodType.methodType(List.class))
                    .asType(MethodType.methodType(Iterable.class, Object.class));
            for (ApiOperation operation : document.operations()) {
                Class<?> model = classes.loadClass(models + operation.requestSchema());
                fromJson.put(
                        operation.operationId(),
                        lookup.findStatic(model, "fromJson", MethodType.methodType(model, String.class))
                                .asType(MethodType.methodType(Object.class, String.class)));
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The client has no request class for each operation, or it lacks a method.", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Verdict judge(ApiOperation operation, String json) {
        Object request;
        try {
            request = read(operation, json);
        } catch (IllegalArgumentException e) {
            return Verdict.invalid(e.getMessage());
        }
        try {
            return Verdict.of((Iterable<?>) violations.invokeExact(request));
        } catch (Throwable e) {
            throw new AssertionError("violations() declares no exception.", e);
        }
    }

    /** The request that the text is read as; a refusal is thrown. */
    Object read(ApiOperation operation, String json) {
        try {
            return (Object) fromJson.get(operation.operationId()).invokeExact(json);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("fromJson declares no checked exception.", e);
        }
    }
}
