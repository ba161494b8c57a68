package com.example.clips;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of clips. Each method is one transaction. */
@Repository
class ClipStore {
    private final JdbcClient database;

    /** What a process that was killed was sending may have been sent. */
    ClipStore(JdbcClient database) {
        this.database = database;
        database.sql("update clip set state = 'UNCLEAR' where state = 'SENDING'")
                .update();
    }

    /**
     * Adds a clip whose request is about to be sent.
     *
     * @return false if the id exists: then the request must not be sent
     */
    boolean add(String id, TextToVideoRequest request) {
        try {
            database.sql("insert into clip (id, request, sent_at, state) values (?, ?, current_timestamp, 'SENDING')")
                    .params(id, request.toJson())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Removes a clip whose request was not sent, or was refused without a bill. */
    void remove(String id) {
        database.sql("delete from clip where id = ?").param(id).update();
    }

    void markUnclear(String id) {
        database.sql("update clip set state = 'UNCLEAR' where id = ?").param(id).update();
    }

    /** @throws DuplicateKeyException if the job belongs to another clip */
    void recordJob(String id, String jobId) {
        database.sql("update clip set state = 'SUBMITTED', job_id = ? where id = ?")
                .params(jobId, id)
                .update();
    }

    Optional<Clip> find(String id) {
        return database.sql("select * from clip where id = ?")
                .param(id)
                .query(ClipStore::clip)
                .optional();
    }

    List<Clip> unclear() {
        return database.sql("select * from clip where state = 'UNCLEAR' order by sent_at")
                .query(ClipStore::clip)
                .list();
    }

    boolean isOwned(String jobId) {
        return count("select count(*) from clip where job_id = ?", jobId) > 0;
    }

    /** Whether another clip without a job has the same request: then a job of it may be that of either. */
    boolean hasTwin(Clip clip) {
        String sql = "select count(*) from clip where job_id is null and request = ? and id <> ?";
        return count(sql, clip.request().toJson(), clip.id()) > 0;
    }

    private int count(String sql, Object... parameters) {
        return database.sql(sql).params(parameters).query(Integer.class).single();
    }

    private static Clip clip(ResultSet row, int number) throws SQLException {
        return new Clip(
                row.getString("id"),
                TextToVideoRequest.fromJson(row.getString("request")),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                Clip.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("job_id")));
    }
}
