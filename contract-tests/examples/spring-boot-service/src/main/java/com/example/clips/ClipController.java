package com.example.clips;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.JobState;
import io.github.pixverseopenapi.client.model.JobStatus;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The clips over HTTP. */
@RestController
@RequestMapping("/clips")
class ClipController {
    private static final MediaType MP4 = MediaType.valueOf("video/mp4");
    private static final String KEY_PATTERN = "[A-Za-z0-9_-]{1,64}";

    private final ClipService clips;
    private final ClipStore store;
    private final PixverseClient pixverse;
    private final PixverseProperties properties;

    ClipController(ClipService clips, ClipStore store, PixverseClient pixverse, PixverseProperties properties) {
        this.clips = clips;
        this.store = store;
        this.pixverse = pixverse;
        this.properties = properties;
    }

    record NewClip(String prompt) {}

    /** @param state that of the job as soon as it is known, else that of the clip */
    record ClipView(String id, String state, Optional<String> error) {}

    /** @param key makes a repeated POST return the first one's clip, instead of paying for another */
    @PostMapping
    ResponseEntity<ClipView> submit(
            @RequestBody NewClip newClip, @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        if (key != null && !key.matches(KEY_PATTERN)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Idempotency-Key must match " + KEY_PATTERN);
        }
        TextToVideoRequest request =
                TextToVideoRequest.builder().prompt(newClip.prompt()).build();
        Clip clip = clips.submit(key == null ? UUID.randomUUID().toString() : key, request);
        if (!clip.request().equals(request)) {
            throw new ResponseStatusException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key must not be that of another request");
        }
        return ResponseEntity.accepted()
                .location(URI.create("/clips/" + clip.id()))
                .body(new ClipView(clip.id(), clip.state().name(), Optional.empty()));
    }

    @GetMapping("/{id}")
    ClipView state(@PathVariable String id) {
        Clip clip = find(id);
        if (clip.jobId().isEmpty()) {
            return new ClipView(id, clip.state().name(), Optional.empty());
        }
        JobStatus status = pixverse.job(clip.jobId().get()).status();
        return new ClipView(id, status.status().orElse(JobState.PROCESSING).name(), status.error());
    }

    /** Streams the video from the service, without holding it in memory. Spring closes the stream. */
    @GetMapping("/{id}/video")
    ResponseEntity<InputStreamResource> video(@PathVariable String id) {
        VideoJob job = pixverse.job(find(id).jobId().orElseThrow(ClipController::notReady));
        JobState state = job.status().status().orElse(JobState.PROCESSING);
        if (state == JobState.QUEUED || state == JobState.PROCESSING) {
            throw notReady();
        }
        Video video = job.await(properties.timeout());
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().contentType(MP4);
        if (video.contentLength() >= 0) {
            response.contentLength(video.contentLength());
        }
        return response.body(new InputStreamResource(video.byteStream()));
    }

    private Clip find(String id) {
        return store.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such clip"));
    }

    private static ResponseStatusException notReady() {
        return new ResponseStatusException(HttpStatus.CONFLICT, "The video is not ready");
    }
}
