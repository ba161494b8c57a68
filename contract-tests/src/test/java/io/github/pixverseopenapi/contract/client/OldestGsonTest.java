package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frameworks such as Spring Boot 3.2 and 3.3 pin Gson 2.10: requests must be read and written as with the current one. */
class OldestGsonTest {

    private static URLClassLoader oldest;

    @BeforeAll
    static void load() throws Exception {
        oldest = new URLClassLoader(
                new URL[] {
                    TextToVideoRequest.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation(),
                    Path.of("target", "oldest-gson.jar").toUri().toURL()
                },
                ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void unload() throws Exception {
        oldest.close();
    }

    static Stream<String> texts() {
        return Stream.of(
                "{\"prompt\":\"A paper boat\",\"duration\":8.0,\"seed\":1e2,\"quality\":\"540p\"}",
                "{\"prompt\":5,\"duration\":8,\"quality\":\"1080p\",\"new\":[{\"a\":null,\"b\":[true,-0.0,1E+5]}]}",
                "{\"prompt\":\"<a href='x'>&=\\u2028\\u0000 \\ud800 \\ud83c\\udfac\",\"\":9223372036854775808}",
                "{\"prompt\":\"\ud800\"}",
                "{}",
                " {\"a\":1}\n",
                // No JSON object, or no JSON.
                "",
                "null",
                "[1]",
                "{\"a\":1}{}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\"=1}",
                "{\"a\":1;\"b\":2}",
                "{\"a\":TRUE}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":\"\\'\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\u00zz\"}",
                "{\"a\":1}//c",
                ")]}'\n{\"a\":1}",
                "\ufeff{\"a\":1}",
                // A name twice.
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":[{\"b\":1,\"b\":{}}]}",
                // At and beyond the limits of the current Gson.
                "{\"a\":1e9999}",
                "{\"a\":1e10000}",
                "{\"a\":1.5e-9998}",
                "{\"a\":1.5e-9999}",
                "{\"a\":1e99999999999}",
                "{\"a\":" + "1".repeat(1023) + "}",
                "{\"a\":" + "1".repeat(1024) + "}",
                nested("[", "1", "]", 254),
                nested("[", "1", "]", 255),
                nested("[", "1", "]", 100_000),
                nested("{\"b\":", "1", "}", 254),
                nested("{\"b\":", "1", "}", 255));
    }

    private static String nested(String opening, String value, String closing, int depth) {
        return "{\"a\":" + opening.repeat(depth) + value + closing.repeat(depth) + "}";
    }

    @Test
    void gson_ofThisTest_isTheOldest() throws Exception {
        assertThat(oldest.loadClass(Gson.class.getName())).isNotSameAs(Gson.class);
        assertThat(oldest.getResource("com/google/gson/Strictness.class")).isNull();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void fromJson_oldestGson_readsTheSame(String json) throws Exception {
        assertThat(readBack(oldest, json)).isEqualTo(readBack(getClass().getClassLoader(), json));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void toJson_oldestGson_writesTheSame(double number) throws Exception {
        assertThat(written(oldest, number)).isEqualTo(written(getClass().getClassLoader(), number));
    }

    /** The result for the text: the request's JSON, its violations and its string, or the exception. */
    private static String readBack(ClassLoader classes, String json) throws Exception {
        Class<?> type = classes.loadClass(TextToVideoRequest.class.getName());
        return outcome(() -> {
            Object request = type.getMethod("fromJson", String.class).invoke(null, json);
            return call(request, "toJson") + " " + call(request, "violations") + " " + request;
        });
    }

    private static String written(ClassLoader classes, Object value) throws Exception {
        Class<?> type = classes.loadClass(TextToVideoRequest.class.getName());
        return outcome(() -> {
            Object builder = type.getMethod("builder").invoke(null);
            Method extra = builder.getClass().getMethod("additionalProperty", String.class, Object.class);
            return String.valueOf(call(call(extra.invoke(builder, "x", value), "build"), "toJson"));
        });
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    private interface Action {
        String run() throws ReflectiveOperationException;
    }

    private static String outcome(Action action) throws ReflectiveOperationException {
        try {
            return action.run();
        } catch (InvocationTargetException e) {
            return e.getCause().toString();
        }
    }
}
