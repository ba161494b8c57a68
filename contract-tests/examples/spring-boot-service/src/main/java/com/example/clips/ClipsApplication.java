package com.example.clips;

import io.github.pixverseopenapi.client.PixverseClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A service that makes clips of prompts. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ClipsApplication {

    /** @param arguments properties of Spring */
    public static void main(String[] arguments) {
        SpringApplication.run(ClipsApplication.class, arguments);
    }

    /** One client for the whole service. Spring closes it last, after the requests that use it. */
    @Bean
    PixverseClient pixverse(PixverseProperties properties) {
        return PixverseClient.builder()
                .apiKey(properties.apiKey())
                .baseUrl(properties.baseUrl())
                .timeout(properties.timeout())
                .build();
    }
}
