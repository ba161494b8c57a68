package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of every builder: it sets its field, and the request's method of the same name gives it back. */
@Tag("pit-requests")
class BuilderMethodsTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            "a value that no list holds",
            int.class,
            77,
            Integer.class,
            77,
            Long.class,
            77L,
            Double.class,
            7.25,
            Boolean.class,
            false);

    static Stream<Arguments> setters() {
        return OperationInvoker.videoOperations().stream()
                .map(OperationInvoker::requestType)
                .flatMap(request -> Stream.of(builder(request).getClass().getMethods())
                        .filter(method -> method.getParameterCount() == 1
                                && method.getDeclaringClass()
                                        == builder(request).getClass())
                        // Reflection promises no order, and mutation tools run a test again by its number.
                        .sorted(Comparator.comparing(Method::toString))
                        .map(method -> Arguments.of(request, method)));
    }

    @ParameterizedTest
    @MethodSource("setters")
    void setter_withAValue_setsItsFieldAlone(Class<? extends PixverseRequest> type, Method setter) throws Exception {
        Object value = sample(setter.getParameterTypes()[0]);
        Object builder = builder(type);
        JsonObject before = json(build(builder));

        assertThat(setter.invoke(builder, value)).isSameAs(builder);
        PixverseRequest request = build(builder);

        String field = setter.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        before.add(field, inJson(value));
        assertThat(json(request)).isEqualTo(before);
        Method getter = type.getMethod(setter.getName());
        if (getter.getReturnType().isInstance(value)) {
            assertThat(getter.invoke(request)).isEqualTo(value);
        } else {
            assertThatThrownBy(() -> getter.invoke(request))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("setters")
    void setter_withNull_setsNull(Class<? extends PixverseRequest> type, Method setter) throws Exception {
        if (setter.getParameterTypes()[0].isPrimitive()) {
            return;
        }
        Object builder = builder(type);

        setter.invoke(builder, (Object) null);

        assertThat(type.getMethod(setter.getName()).invoke(build(builder))).isNull();
        assertThat(build(builder).toJson()).contains(":null");
    }

    private static Object sample(Class<?> type) {
        return type.isEnum() ? type.getEnumConstants()[type.getEnumConstants().length - 1] : SAMPLES.get(type);
    }

    private static JsonElement inJson(Object value) throws ReflectiveOperationException {
        Object plain =
                value instanceof Enum ? value.getClass().getMethod("value").invoke(value) : value;
        return JsonParser.parseString(new Gson().toJson(plain));
    }

    private static JsonObject json(PixverseRequest request) {
        return JsonParser.parseString(request.toJson()).getAsJsonObject();
    }

    private static Object builder(Class<?> request) {
        try {
            return request.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static PixverseRequest build(Object builder) throws ReflectiveOperationException {
        return (PixverseRequest) builder.getClass().getMethod("build").invoke(builder);
    }
}
