package com.example.jobs;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** The table of videos. Each method is one transaction. */
final class VideoTable {
    /**
     * A video to make.
     *
     * @param submittedAt when the intent to send the request was recorded, by the database's clock; empty if it was not
     * @param age the time since then
     * @param jobId the id of the job, once it is known
     */
    record Row(
            String key,
            TextToVideoRequest request,
            Optional<Instant> submittedAt,
            Duration age,
            Optional<String> jobId) {}

    private final DataSource database;

    VideoTable(DataSource database) {
        this.database = database;
    }

    /** Creates the tables, unless they exist. */
    void create() throws IOException, SQLException {
        try (InputStream schema = VideoTable.class.getResourceAsStream("/schema.sql")) {
            update(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Adds a video to make; does nothing if the key exists. */
    void add(String key, TextToVideoRequest request) throws SQLException {
        update("insert into video (key, request) values (?, ?) on conflict do nothing", key, request.toJson());
    }

    Row find(String key) throws SQLException {
        String sql = "select request, submitted_at, job_id,"
                + " extract(epoch from clock_timestamp() - submitted_at) * 1000 as age from video where key = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, key);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Row(
                    key,
                    TextToVideoRequest.fromJson(row.getString("request")),
                    Optional.ofNullable(row.getTimestamp("submitted_at")).map(Timestamp::toInstant),
                    Duration.ofMillis(row.getLong("age")),
                    Optional.ofNullable(row.getString("job_id")));
        }
    }

    boolean isOwned(String jobId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, "select 1 from video where job_id = ?", jobId);
                ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    /**
     * Records that this worker is about to send the request.
     *
     * @return false if another worker did so since the row was read: then the request must not be sent
     */
    boolean recordIntent(Row row, String worker) throws SQLException {
        return update(
                        "update video set submitted_at = clock_timestamp(), submitted_by = ?, intents = intents + 1"
                                + " where key = ? and job_id is null and submitted_at is not distinct from ?::timestamptz",
                        worker,
                        row.key(),
                        row.submittedAt().map(Instant::toString).orElse(null))
                == 1;
    }

    /** Records that the request was not sent, or not billed: it may be sent again. */
    void withdrawIntent(String key, String worker) throws SQLException {
        update(
                "update video set submitted_at = null where key = ? and job_id is null and submitted_by = ?",
                key,
                worker);
    }

    /**
     * Records the job of a key.
     *
     * @return false if the key has another job
     * @throws SQLException if the job belongs to another key
     */
    boolean recordJob(String key, String jobId) throws SQLException {
        String sql = "update video set job_id = ? where key = ? and coalesce(job_id, ?) = ?";
        return update(sql, jobId, key, jobId, jobId) == 1;
    }

    void recordSaved(String key) throws SQLException {
        update("update video set saved_at = clock_timestamp() where key = ?", key);
    }

    /** Records what a person has to look at. Only a person removes it. */
    void recordProblem(String key, String problem) throws SQLException {
        update("update video set problem = ? where key = ?", problem, key);
    }

    private int update(String sql, String... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }
}
