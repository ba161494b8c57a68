package io.github.pixverseopenapi.contract.agreement;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests built like in a program: field by field, with the builder's methods. */
final class BuiltRequests {
    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

    private BuiltRequests() {}

    /**
     * The request for this JSON; empty if a builder's type cannot represent one of the values, or a field has no
     * name.
     */
    static Optional<PixverseRequest> of(Class<?> model, String json) {
        JsonObject requested = JsonParser.parseString(json).getAsJsonObject();
        if (requested.has("")) {
            return Optional.empty();
        }
        try {
            Object builder = model.getMethod("builder").invoke(null);
            for (Map.Entry<String, JsonElement> field : requested.entrySet()) {
                set(builder, field.getKey(), field.getValue());
            }
            return Optional.of(
                    (PixverseRequest) builder.getClass().getMethod("build").invoke(builder));
        } catch (ArithmeticException tooExact) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The builder of " + model + " cannot make " + json, e);
        }
    }

    private static void set(Object builder, String name, JsonElement value) throws ReflectiveOperationException {
        String method =
                UNDERSCORE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        Optional<Method> setter = Stream.of(builder.getClass().getMethods())
                .filter(found -> found.getName().equals(method) && found.getParameterCount() == 1)
                // A field with a list has two, one for values that the list lacks.
                .sorted((left, right) -> Boolean.compare(takesConstant(right), takesConstant(left)))
                .findFirst();
        if (setter.isPresent()) {
            setter.get().invoke(builder, typed(value, setter.get().getParameterTypes()[0]));
        } else {
            builder.getClass()
                    .getMethod("additionalProperty", String.class, Object.class)
                    .invoke(builder, name, value);
        }
    }

    private static boolean takesConstant(Method setter) {
        return setter.getParameterTypes()[0].isEnum();
    }

    private static Object typed(JsonElement value, Class<?> type) throws ReflectiveOperationException {
        if (type.isEnum()) {
            Class<?> held = type.getMethod("value").getReturnType();
            return type.getMethod("of", held).invoke(null, typed(value, held));
        }
        if (type == String.class) {
            return value.getAsString();
        }
        if (type == Boolean.class) {
            return value.getAsBoolean();
        }
        BigDecimal number = value.getAsBigDecimal();
        if (type == Integer.class) {
            return number.intValueExact();
        }
        if (type == Long.class) {
            return number.longValueExact();
        }
        double rounded = number.doubleValue();
        if (BigDecimal.valueOf(rounded).compareTo(number) != 0) {
            throw new ArithmeticException(number + " is no double");
        }
        return rounded;
    }
}
