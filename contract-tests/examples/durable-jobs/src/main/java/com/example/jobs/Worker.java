package com.example.jobs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.pixverseopenapi.client.PixverseClient;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** Makes the scheduled videos until it is stopped. Start as many as you like, on any machine. */
public final class Worker {
    private static final int THREADS = 32;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** How late a request may appear in the history, as the client assumes. */
    private static final Duration HISTORY_DELAY = Duration.ofSeconds(30);

    private Worker() {}

    /**
     * Reads the API key from SEGMIND_API_KEY.
     *
     * @param arguments the name of this worker, the base URL of the service, the JDBC URL of the database, the folder of
     *     the videos, and true to resubmit requests that the history does not have
     */
    public static void main(String[] arguments) {
        String worker = arguments[0];
        PixverseClient pixverse = PixverseClient.builder()
                .apiKey(System.getenv("SEGMIND_API_KEY"))
                .baseUrl(arguments[1])
                .timeout(TIMEOUT)
                .build();
        DataSource database = database(arguments[2]);
        VideoTable videos = new VideoTable(database);
        VideoSteps steps = new VideoSteps(
                pixverse,
                videos,
                Path.of(arguments[3]),
                worker,
                Boolean.parseBoolean(arguments[4]),
                TIMEOUT.plus(HISTORY_DELAY));
        VideoTask.scheduler(database, videos, steps, worker, THREADS).start();
    }

    static HikariDataSource database(String url) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        return new HikariDataSource(pool);
    }
}
