package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes many videos as jobs, each paid at most once, also over several runs of a program: a journal on the disk says
 * what was sent. After a crash, run the same requests with the same journal: saved keys are skipped, submitted jobs are
 * continued, and a request that was being sent is looked up in the history of the account.
 *
 * <pre>{@code
 * Map<String, PixverseRequest> requests = new LinkedHashMap<>();
 * requests.put("boat", TextToVideoRequest.builder().prompt("A paper boat").build());
 * PixverseBatch batch = PixverseBatch.builder(pixverse, Paths.get("clips"))
 *         .budgetUsd(new BigDecimal("20"))
 *         .build();
 * BatchReport report = batch.run(requests); // saves clips/boat.mp4
 * }</pre>
 *
 * <p>One process at a time uses a journal. For several machines, use an engine with durable steps.
 */
public final class PixverseBatch {
    final PixverseClient client;
    final Path journal;
    private final Function<String, Path> target;
    final int maxConcurrency;
    final @Nullable Integer maxPerMinute;
    final @Nullable BigDecimal budgetUsd;
    final Duration deadline;
    final boolean retryFailed;
    final boolean resubmitNotFound;
    final BatchListener listener;

    private PixverseBatch(Builder builder) {
        this.client = builder.client;
        this.journal = builder.journal;
        this.target = builder.target;
        this.maxConcurrency = builder.maxConcurrency;
        this.maxPerMinute = builder.maxPerMinute;
        this.budgetUsd = builder.budgetUsd;
        this.deadline = builder.deadline;
        this.retryFailed = builder.retryFailed;
        this.resubmitNotFound = builder.resubmitNotFound;
        this.listener = builder.listener;
    }

    /**
     * Starts a batch.
     *
     * @param client makes the calls; keep it open while the batch runs
     * @param folder where the videos are saved, as {@code KEY.mp4}, and the journal, as {@code batch.journal}
     * @return a builder with all defaults
     */
    public static Builder builder(PixverseClient client, Path folder) {
        return new Builder(client, folder);
    }

    /**
     * Makes a video of each request and saves it. Blocks until every request is saved, failed, unclear, or cannot be
     * sent: a refusal that concerns the account (401, 403, 406), the budget, a video that cannot be saved, or ten refusals in
     * a row that may pass (429, 5xx, no connection) end the sending, not the jobs that run. An interrupt ends sending and
     * waiting, not the jobs; the next run continues them.
     *
     * @param requests the requests by keys of the caller; must have all keys that the journal has, with the same
     *     requests
     * @return what has become of each
     * @throws InvalidRequestException if a request breaks a rule of the document; nothing was sent
     * @throws IllegalArgumentException if a key, a target, the budget or the journal cannot be used; nothing was sent
     * @throws IllegalStateException if another run uses the journal, or the client is closed; nothing was sent
     * @throws SaveFailedException if the journal or the folder cannot be written; nothing was sent
     */
    public BatchReport run(Map<String, ? extends PixverseRequest> requests) {
        client.calls.jobs.requireOpen();
        Map<String, BatchItem> items = items(OptionsValidator.require("requests", "a map", requests));
        try (BatchJournal opened = BatchJournal.open(journal, event -> replay(items, event))) {
            items.values().stream()
                    .filter(item -> item.state() == BatchState.WAITING)
                    .forEach(this::requireSendable);
            return new BatchRun(this, opened, new ArrayList<>(items.values())).run();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Says which job is that of an {@link BatchState#UNCLEAR} key. The next run continues it.
     *
     * @param key the key
     * @param jobId the id, such as that of one of {@link BatchEntry#candidates()}
     * @throws IllegalArgumentException if the journal has no such key, or knows what has become of it
     * @throws IllegalStateException if a run uses the journal
     * @throws SaveFailedException if the journal cannot be written
     */
    public void assign(String key, String jobId) {
        decide(key, BatchEvent.submitted(key, JobId.check(jobId)));
    }

    /**
     * Says that an {@link BatchState#UNCLEAR} key has no job. The next run sends its request again, which is billed
     * again if it had one.
     *
     * @param key the key
     * @throws IllegalArgumentException if the journal has no such key, or knows what has become of it
     * @throws IllegalStateException if a run uses the journal
     * @throws SaveFailedException if the journal cannot be written
     */
    public void resend(String key) {
        decide(key, BatchEvent.refused(key, BatchEvent.Kind.WAITING, "the caller had it sent again"));
    }

    private void decide(String key, BatchEvent decision) {
        Map<String, BatchEvent> last = new HashMap<>();
        try (BatchJournal opened = BatchJournal.open(journal, event -> last.put(event.key, event))) {
            BatchEvent event = last.get(key);
            if (event == null || event.kind != BatchEvent.Kind.SENDING) {
                throw new IllegalArgumentException(
                        "key must be one that journal " + journal + " has as being sent, but was " + key + ", "
                                + (event == null ? "which it lacks" : event.kind));
            }
            opened.append(decision);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private SaveFailedException unwritable(IOException e) {
        return new SaveFailedException(
                Failure.noResponse(null, Billing.NOT_SENT, "the journal " + journal + " cannot be written: " + e, e),
                null);
    }

    private static void replay(Map<String, BatchItem> items, BatchEvent event) {
        BatchItem item = items.get(event.key);
        if (item == null) {
            throw new IllegalArgumentException("requests must have its key " + event.key
                    + ", but it is missing. Add its request again, or use another journal");
        }
        item.apply(event, null);
    }

    private Map<String, BatchItem> items(Map<String, ? extends PixverseRequest> requests) {
        Map<String, BatchItem> items = new LinkedHashMap<>();
        Map<Path, String> targets = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, ? extends PixverseRequest> entry : requests.entrySet()) {
            String key = OptionsValidator.require("key", "text", entry.getKey());
            PixverseRequest request =
                    OptionsValidator.require("request of key " + key, "built by a builder", entry.getValue());
            Path file = OptionsValidator.require("target of key " + key, "a path", target.apply(key))
                    .toAbsolutePath()
                    .normalize();
            String other = targets.put(file, key);
            if (other != null) {
                throw new IllegalArgumentException(
                        "key " + key + " must have a file of its own, but has " + file + ", as key " + other);
            }
            client.calls.violations(request).forEach(violation -> problems.add(key + ": " + violation.message()));
            items.put(key, new BatchItem(key, request, client.submission(request).operation, file));
        }
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(
                    "the requests break the rules of the document:\n  " + String.join("\n  ", problems) + "\n ");
        }
        return items;
    }

    private void requireSendable(BatchItem item) {
        if (budgetUsd != null && budgetUsd.compareTo(item.upperPriceUsd()) < 0) {
            throw new IllegalArgumentException("budgetUsd must be at least the documented upper price of key "
                    + item.key + ", " + item.upperPriceUsd() + ", but was " + budgetUsd);
        }
        if (Files.exists(item.target)) {
            throw new IllegalArgumentException("target of key " + item.key + " must not exist, because journal "
                    + journal + " does not know it, but " + item.target
                    + " does. Move the file away, or use another folder");
        }
    }

    /** Collects the options of a batch. Not safe for use by several threads at once. */
    public static final class Builder {
        private static final int DEFAULT_MAX_CONCURRENCY = 8;
        private static final int MAX_CONCURRENCY = 10_000;
        /** Names that file systems take as they are. */
        private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

        private final PixverseClient client;
        private final Path folder;
        private Path journal;
        private Function<String, Path> target = this::inFolder;
        private int maxConcurrency = DEFAULT_MAX_CONCURRENCY;
        private @Nullable Integer maxPerMinute;
        private @Nullable BigDecimal budgetUsd;
        private Duration deadline = VideoJob.DEFAULT_DEADLINE;
        private boolean retryFailed;
        private boolean resubmitNotFound;
        private BatchListener listener = (entry, settled, total) -> {};

        Builder(PixverseClient client, Path folder) {
            this.client = OptionsValidator.require("client", "a client", client);
            this.folder = OptionsValidator.require("folder", "a path", folder);
            this.journal = folder.resolve("batch.journal");
        }

        private Path inFolder(String key) {
            if (!FILE_NAME.matcher(key).matches()) {
                throw new IllegalArgumentException("key must be 1 to 200 of A-Z, a-z, 0-9, '.', '_' and '-', not"
                        + " beginning with '.', unless target(…) names its file, but was \"" + key + "\"");
            }
            return folder.resolve(key + ".mp4");
        }

        /**
         * The path of the journal. Do not delete the file: a run without it sends each request again, which is billed
         * again.
         *
         * @param journal the file, on a file system of the operating system; default: {@code batch.journal} in the
         *     folder
         * @return this builder
         */
        public Builder journal(Path journal) {
            this.journal = OptionsValidator.require("journal", "a path", journal);
            return this;
        }

        /**
         * Where the video of a key is saved.
         *
         * @param target gives each key a file of its own, the same in each run; default: {@code KEY.mp4} in the folder
         * @return this builder
         */
        public Builder target(Function<String, Path> target) {
            this.target = OptionsValidator.require("target", "a function", target);
            return this;
        }

        /**
         * How many jobs run at once, from the sending of the request to the saved file.
         *
         * @param maxConcurrency from 1 to 10000; default: 8
         * @return this builder
         */
        public Builder maxConcurrency(int maxConcurrency) {
            this.maxConcurrency = maxConcurrency;
            return this;
        }

        /**
         * How many requests are sent in a minute, evenly spaced.
         *
         * @param maxPerMinute at least 1; default: null, for no limit
         * @return this builder
         */
        public Builder maxPerMinute(@Nullable Integer maxPerMinute) {
            this.maxPerMinute = maxPerMinute;
            return this;
        }

        /**
         * What the batch may cost in all its runs. A request counts with its documented upper price before it is
         * sent (the highest price of any operation where none is published), and with its real cost once its video is
         * saved. Requests that the budget does not allow stay {@link BatchState#WAITING}.
         *
         * @param budgetUsd US dollars, at least the upper price of each request; default: null, for no limit
         * @return this builder
         */
        public Builder budgetUsd(@Nullable BigDecimal budgetUsd) {
            this.budgetUsd = budgetUsd;
            return this;
        }

        /**
         * How long to wait for each job. A job that takes longer stays {@link BatchState#SUBMITTED}, and the next run
         * continues it.
         *
         * @param deadline from one millisecond to about 24 days; default: half an hour
         * @return this builder
         */
        public Builder deadline(Duration deadline) {
            this.deadline = deadline;
            return this;
        }

        /**
         * Whether requests that an earlier run found {@link BatchState#FAILED} are sent again.
         *
         * @param retryFailed default: false
         * @return this builder
         */
        public Builder retryFailed(boolean retryFailed) {
            this.retryFailed = retryFailed;
            return this;
        }

        /**
         * Whether a request that may have been sent is sent again if the history of the account has none like it after
         * 30 seconds. If the history is later than that, the request is paid twice.
         *
         * @param resubmitNotFound default: false, it stays {@link BatchState#UNCLEAR}
         * @return this builder
         */
        public Builder resubmitNotFound(boolean resubmitNotFound) {
            this.resubmitNotFound = resubmitNotFound;
            return this;
        }

        /**
         * Receives each change of a request's state.
         *
         * @param listener the listener; default: none
         * @return this builder
         */
        public Builder listener(BatchListener listener) {
            this.listener = OptionsValidator.require("listener", "a listener", listener);
            return this;
        }

        /**
         * Builds the batch. Nothing is sent, and no file is touched.
         *
         * @return the batch
         * @throws IllegalArgumentException if an option is not allowed; names all of them
         */
        public PixverseBatch build() {
            List<String> problems = new ArrayList<>();
            OptionsValidator.add(
                    problems, OptionsValidator.rangeProblem("maxConcurrency", maxConcurrency, 1, MAX_CONCURRENCY));
            if (maxPerMinute != null) {
                OptionsValidator.add(
                        problems, OptionsValidator.rangeProblem("maxPerMinute", maxPerMinute, 1, Integer.MAX_VALUE));
            }
            OptionsValidator.add(problems, OptionsValidator.timeProblem("deadline", deadline));
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", problems));
            }
            return new PixverseBatch(this);
        }
    }
}
