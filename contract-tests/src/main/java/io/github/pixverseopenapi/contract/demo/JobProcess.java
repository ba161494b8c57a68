package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A process that submits a job, prints its id, and waits for the video. */
public final class JobProcess {
    private static final TextToVideoRequest REQUEST = TextToVideoRequest.builder()
            .prompt("A paper boat drifts along a rainy street")
            .build();

    private JobProcess() {}

    /** Submits the job to the server of the first argument. */
    public static void main(String[] arguments) {
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(System.getenv(ServiceFacts.API_KEY_VARIABLE))
                .baseUrl(arguments[0])
                .build()) {
            VideoJob job = client.submit(REQUEST);
            System.out.println(job.id());
            job.await().close();
        }
    }

    /** Starts the process and kills it as soon as it has printed the id of its job, which it returns. */
    static String submitAndKill(String baseUrl, String apiKey) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        JobProcess.class.getName(),
                        baseUrl)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put(ServiceFacts.API_KEY_VARIABLE, apiKey);
        try {
            Process process = builder.start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String id = lines.readLine();
                if (id == null) {
                    throw new DemoException("The process of the job ended without an id");
                }
                if (!process.isAlive()) {
                    throw new DemoException("The process of the job ended before it was killed");
                }
                return id;
            } finally {
                process.destroyForcibly().onExit().join();
            }
        } catch (IOException e) {
            throw new DemoException("The process of the job could not be started: " + e);
        }
    }

    /** Of this process; within Maven, that of the plugin's class loader. */
    private static String classPath() {
        if (JobProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(JobProcess::file)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
