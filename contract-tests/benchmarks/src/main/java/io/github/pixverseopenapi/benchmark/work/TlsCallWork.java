package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.process.JavaProcess;
import io.github.pixverseopenapi.benchmark.report.Row;
import io.github.pixverseopenapi.benchmark.server.TlsVideoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same call over TLS. */
public final class TlsCallWork implements Work {
    private static final int VIDEO_BYTES = 1024;
    private static final String PASSWORD = "benchmark";

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        Path store = keyStore(setting);
        Rows rows = new Rows(
                "blocking call, 1 kB, TLS", null, null, Contender.PIXVERSE.title(), Contender.OKHTTP_POOLED.title());
        Rounds rounds = new Rounds()
                .row("time", rows.less("time", "µs", 0.15))
                .row("cpu", rows.less("processor time", "µs", null));
        try (JavaProcess server = JavaProcess.start(
                setting.java(),
                List.of(
                        "-Djavax.net.ssl.keyStore=" + store,
                        "-Djavax.net.ssl.keyStoreType=PKCS12",
                        "-Djavax.net.ssl.keyStorePassword=" + PASSWORD),
                TlsVideoServer.class,
                VIDEO_BYTES)) {
            return CallWork.measure(
                    setting,
                    rounds,
                    server,
                    List.of(
                            "-Djavax.net.ssl.trustStore=" + store,
                            "-Djavax.net.ssl.trustStoreType=PKCS12",
                            "-Djavax.net.ssl.trustStorePassword=" + PASSWORD));
        }
    }

    private static Path keyStore(Setting setting) throws IOException, InterruptedException {
        Path store = setting.folder().resolve("server.p12");
        Files.deleteIfExists(store);
        int exitCode = new ProcessBuilder(
                        setting.java().tool("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("keytool ended with " + exitCode);
        }
        return store;
    }
}
