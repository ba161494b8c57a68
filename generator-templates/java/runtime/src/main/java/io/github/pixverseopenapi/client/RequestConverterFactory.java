package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Violation;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import okhttp3.RequestBody;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** Turns requests into JSON bodies that leave at most once, and rejects those that break the document's rules. */
final class RequestConverterFactory extends Converter.Factory {
    private final boolean validate;

    RequestConverterFactory(boolean validate) {
        this.validate = validate;
    }

    @Override
    public Converter<PixverseRequest, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameters, Annotation[] method, Retrofit retrofit) {
        return this::body;
    }

    private RequestBody body(PixverseRequest request) {
        List<Violation> violations = request.violations();
        if (validate && !violations.isEmpty()) {
            throw new InvalidRequestException(null, InvalidRequestException.lines(violations), violations);
        }
        try {
            return new OneShotBody(request.toJson());
        } catch (IllegalArgumentException notFinite) {
            throw new InvalidRequestException(String.valueOf(notFinite.getMessage()));
        }
    }
}
