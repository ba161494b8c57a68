package io.github.pixverseopenapi.contract.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.PixverseApi;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Retrofit;

/**
 * The metadata for GraalVM names all that the client and its libraries look up at run time. No native image is built: what
 * they look up is watched on the JVM.
 */
class NativeImageTest {
    private static final String FOLDER = "/META-INF/native-image/io.github.pixverseopenapi/pixverse-client/";

    private static final String PROXY = "proxy (" + PixverseApi.class.getName() + ")";

    /** The client and its libraries. */
    private static final List<String> CALLERS = List.of(
            "io.github.pixverseopenapi.client.", "retrofit2.", "okhttp3.", "okio.", "kotlin.", "com.google.gson.");

    /** What users of the client have: other libraries of this suite would be looked up, too. */
    private static final String CLASS_PATH = Stream.of(
                    NativeImageProgram.class,
                    PixverseClient.class,
                    Retrofit.class,
                    OkHttpClient.class,
                    Buffer.class,
                    Unit.class,
                    Gson.class)
            .map(type ->
                    type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .collect(joining(File.pathSeparator));

    @Test
    void metadata_namesAllThatTheClientLooksUp(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Set<String> lookedUp = ReflectionTrace.of(
                    CALLERS,
                    CLASS_PATH,
                    NativeImageProgram.class,
                    sandbox.baseUrl(),
                    sandbox.apiKey(),
                    folder.toString());

            assertThat(lookedUp).contains(PROXY).isSubsetOf(named());
        }
    }

    /** GraalVM for Java 21 and earlier reads only this file, and finds the rest itself. */
    @Test
    void metadataForOlderVersions_namesTheProxy() throws IOException {
        JsonArray proxies = read("proxy-config.json").getAsJsonArray();

        assertThat(proxies)
                .extracting(proxy -> proxy(proxy.getAsJsonObject().get("interfaces")))
                .containsExactly(PROXY);
    }

    /** All that the metadata names, as the trace writes it. */
    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        for (JsonElement each :
                read("reachability-metadata.json").getAsJsonObject().getAsJsonArray("reflection")) {
            JsonObject entry = each.getAsJsonObject();
            JsonElement type = entry.get("type");
            if (type.isJsonObject()) {
                named.add(proxy(type.getAsJsonObject().get("proxy")));
            } else {
                named.add("forName " + type.getAsString());
                // A registered type also permits looking for its constructor, whether it has one or not.
                named.add("getDeclaredConstructor " + type.getAsString() + " ()");
                if (entry.has("methods")) {
                    entry.getAsJsonArray("methods")
                            .forEach(method -> named.add(method(type.getAsString(), method.getAsJsonObject())));
                }
            }
        }
        return named;
    }

    private static String proxy(JsonElement interfaces) {
        return "proxy " + list(interfaces);
    }

    private static String method(String type, JsonObject method) {
        return "getMethod " + type + " " + method.get("name").getAsString() + " " + list(method.get("parameterTypes"));
    }

    private static String list(JsonElement names) {
        return StreamSupport.stream(names.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(joining(",", "(", ")"));
    }

    private static JsonElement read(String file) throws IOException {
        try (InputStream json = PixverseClient.class.getResourceAsStream(FOLDER + file)) {
            return JsonParser.parseString(new String(json.readAllBytes(), UTF_8));
        }
    }
}
