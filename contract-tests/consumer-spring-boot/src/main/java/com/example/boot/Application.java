package com.example.boot;

import com.google.gson.Gson;
import io.github.pixverseopenapi.client.PixverseClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import kotlin.KotlinVersion;
import okhttp3.OkHttp;
import okio.Buffer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Saves one video with the beans of a Spring context. */
@SpringBootApplication
public class Application {

    /** @param arguments the file, then the properties of the context */
    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments)) {
            long bytes = context.getBean(VideoSaver.class)
                    .save(context.getBean(PixverseClient.class), "A paper boat", Path.of(arguments[0]));
            System.out.printf(
                    "Spring Boot %-7s %d bytes with %s%n", SpringBootVersion.getVersion(), bytes, libraries());
        }
    }

    @Bean
    PixverseClient pixverse(
            @Value("${pixverse.base-url}") String baseUrl, @Value("${pixverse.api-key}") String apiKey) {
        return PixverseClient.builder().baseUrl(baseUrl).apiKey(apiKey).build();
    }

    /** Fails if one of them stands twice in the class path. */
    private static String libraries() throws IOException {
        for (Class<?> type : List.of(OkHttp.class, Buffer.class, Gson.class, KotlinVersion.class)) {
            String name = type.getName().replace('.', '/') + ".class";
            List<?> places = Collections.list(type.getClassLoader().getResources(name));
            if (places.size() != 1) {
                throw new IllegalStateException(name + " must stand once in the class path, but was in " + places);
            }
        }
        String gson =
                String.valueOf(Gson.class.getProtectionDomain().getCodeSource().getLocation());
        return "OkHttp " + OkHttp.VERSION + ", Kotlin " + KotlinVersion.CURRENT + ", Gson "
                + gson.replaceFirst(".*gson-([0-9.]+)\\.jar.*", "$1");
    }
}
