package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.github.pixverseopenapi.contract.artifact.ClassFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions keep all properties through Java serialization. */
@Tag("pit-calls")
class ExceptionSerializationTest {
    private static final Operation OPERATION = Operation.TEXT_TO_VIDEO;

    static List<Class<?>> exceptions() throws IOException, URISyntaxException {
        return ClassFolder.ofTheClient().publicClasses().stream()
                .<Class<?>>map(ExceptionSerializationTest::load)
                .filter(PixverseException.class::isAssignableFrom)
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void exceptions_ofTheClient_areFound() throws Exception {
        assertThat(exceptions())
                .hasSizeGreaterThan(10)
                .contains(InvalidRequestException.class, RateLimitedException.class);
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void exception_readFromItsBytes_isEqual(Class<?> type) throws Exception {
        PixverseException written = made(type);

        PixverseException read = copied(written);

        assertThat(read).isExactlyInstanceOf(type);
        assertThat(properties(read)).isEqualTo(properties(written));
        assertThat(read.getStackTrace()).isEqualTo(written.getStackTrace());
        if (written.getCause() != null) {
            assertThat(read.getCause()).hasMessage(written.getCause().getMessage());
        }
    }

    @Test
    void invalidRequest_readFromItsBytes_stillHasItsViolations() throws Exception {
        List<Violation> violations =
                TextToVideoRequest.fromJson("{\"qualty\":8}").violations();
        InvalidRequestException written =
                new InvalidRequestException(OPERATION, InvalidRequestException.lines(violations), violations);

        InvalidRequestException read = copied(written);

        assertThat(read.violations())
                .hasSize(6)
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(violations);
        assertThat(read.during(OPERATION)).hasMessage(written.getMessage());
    }

    private static PixverseException made(Class<?> type) throws ReflectiveOperationException {
        if (type == InvalidRequestException.class) {
            return new InvalidRequestException(
                    OPERATION, "reason", TextToVideoRequest.fromJson("{}").violations());
        }
        Response response = new Response.Builder()
                .request(new Request.Builder().url("http://127.0.0.1/").build())
                .protocol(Protocol.HTTP_1_1)
                .code(429)
                .message("")
                .header("x-request-id", "id-1")
                .build();
        Failure failure = Failure.fromResponse(
                        OPERATION, new VideoMetadata(response, new KeyRedactor(null)), "{\"error\":\"full\"}", "full")
                .retryAfter(Duration.ofSeconds(7))
                .billing(Billing.NOT_BILLED)
                .cause(new IOException("reset"));
        if (type == SaveFailedException.class) {
            return new SaveFailedException(failure, Path.of("kept.mp4").toAbsolutePath());
        }
        if (type == JobTimeoutException.class) {
            return new JobTimeoutException(failure, "job-1");
        }
        return (PixverseException) type.getDeclaredConstructor(Failure.class).newInstance(failure);
    }

    /** What each accessor of the exception and of its parents gives, but those of Throwable itself. */
    private static Map<String, Object> properties(PixverseException exception) throws ReflectiveOperationException {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("getMessage", exception.getMessage());
        for (Method method : exception.getClass().getMethods()) {
            if (PixverseException.class.isAssignableFrom(method.getDeclaringClass())
                    && method.getParameterCount() == 0) {
                properties.put(method.getName(), comparable(value(exception, method)));
            }
        }
        assertThat(properties).containsKeys("billing", "body", "requestId");
        return properties;
    }

    private static Object value(PixverseException exception, Method method) throws ReflectiveOperationException {
        try {
            return method.invoke(exception);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " of " + exception, e.getCause());
        }
    }

    private static Object comparable(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : value;
    }

    @SuppressWarnings("unchecked")
    private static <E extends PixverseException> E copied(E exception) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (E) in.readObject();
        }
    }
}
