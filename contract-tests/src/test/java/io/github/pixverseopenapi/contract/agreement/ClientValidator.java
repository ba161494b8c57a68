package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.github.pixverseopenapi.client.model.ViolationKind;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The client, which validates before sending. The class of a request is found by its schema's name. Unknown fields, for
 * which the client only logs a warning, are omitted.
 */
final class ClientValidator implements Validator {
    private final String name;
    private final Map<String, MethodHandle> fromJson = new HashMap<>();
    private final MethodHandle violations;
    private final MethodHandle kind;

    ClientValidator(ApiDocument document) {
        this("client", document, PixverseRequest.class.getClassLoader());
    }

    /** A client with the usual class names, from a separate class loader. */
    ClientValidator(String name, ApiDocument document, ClassLoader classes) {
        this.name = name;
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        String models = PixverseRequest.class.getPackageName() + ".";
        try {
            violations = lookup.findVirtual(
                            classes.loadClass(PixverseRequest.class.getName()),
                            "violations",
                            MethodType.methodType(List.class))
                    .asType(MethodType.methodType(List.class, Object.class));
            kind = lookup.findVirtual(
                            classes.loadClass(Violation.class.getName()),
                            "kind",
                            MethodType.methodType(classes.loadClass(ViolationKind.class.getName())))
                    .asType(MethodType.methodType(Object.class, Object.class));
            for (ApiOperation operation : Validators.withVideoRequests(document)) {
                Class<?> model = classes.loadClass(models + operation.requiredRequestSchema());
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
    public Verdict validate(ApiOperation operation, String json) {
        Object request;
        try {
            request = read(operation, json);
        } catch (IllegalArgumentException e) {
            return Verdict.invalid(e.getMessage());
        }
        try {
            List<Object> broken = new ArrayList<>();
            for (Object violation : (List<?>) violations.invokeExact(request)) {
                if (((Object) kind.invokeExact(violation)).toString().equals(ViolationKind.INVALID.toString())) {
                    broken.add(violation);
                }
            }
            return Verdict.of(broken);
        } catch (Throwable e) {
            throw new AssertionError("violations() and kind() declare no exception.", e);
        }
    }

    /** The request that is read from the text; throws if the text is rejected. */
    private Object read(ApiOperation operation, String json) {
        try {
            return (Object) fromJson.get(operation.operationId()).invokeExact(json);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("fromJson declares no checked exception.", e);
        }
    }
}
