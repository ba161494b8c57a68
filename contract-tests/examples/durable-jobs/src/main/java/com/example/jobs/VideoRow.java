package com.example.jobs;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the table of videos.
 *
 * @param submittedAt when the intent to send the request was recorded, by the database's clock; empty if it was not
 * @param age the time since then
 * @param jobId the id of the job, once it is known
 */
record VideoRow(
        String key, TextToVideoRequest request, Optional<Instant> submittedAt, Duration age, Optional<String> jobId) {}
