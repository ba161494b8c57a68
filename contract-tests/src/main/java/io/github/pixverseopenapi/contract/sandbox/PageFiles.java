package io.github.pixverseopenapi.contract.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The files of the sandbox's page, and those of Swagger UI from its WebJar. Each is read when it is requested. */
final class PageFiles {

    private static final String SWAGGER_UI = "swagger-ui/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    /** The media types by name; only these files are served. */
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "",
            HTML,
            "page.css",
            CSS,
            "page.js",
            JAVASCRIPT,
            "panel.js",
            JAVASCRIPT,
            "video-response.js",
            JAVASCRIPT,
            SWAGGER_UI + "swagger-ui.css",
            CSS,
            SWAGGER_UI + "swagger-ui-bundle.js",
            JAVASCRIPT,
            SWAGGER_UI + "favicon-32x32.png",
            "image/png");

    private PageFiles() {}

    /** The file of a name such as {@code page.css}; the empty name is that of the page itself. */
    static Optional<StubResponse> find(String name) {
        return Optional.ofNullable(MEDIA_TYPES.get(name))
                .map(mediaType -> StubResponse.of(200, mediaType, ResourceFile.read(resource(name))));
    }

    private static String resource(String name) {
        if (name.startsWith(SWAGGER_UI)) {
            return "/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + "/"
                    + name.substring(SWAGGER_UI.length());
        }
        return "page/" + (name.isEmpty() ? "page.html" : name);
    }

    /** A WebJar has its version in the names of its files. */
    private static String swaggerUiVersion() {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(
                    ResourceFile.read("/META-INF/maven/org.webjars/swagger-ui/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
