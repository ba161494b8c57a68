package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The generations of videos in the order of their requests, and their charges.
 *
 * <p>No thread waits for the end of a job: each access first charges the jobs that have ended by then, in the order of
 * their ends.
 */
final class GenerationStore {

    /** Bounds the memory of a long-running sandbox. */
    static final int CAPACITY = 10_000;

    /** Bounds the memory for request bodies; one may have 64 MiB. */
    private static final long MAX_BODY_BYTES = 256L << 20;

    private final CreditLedger ledger;
    private final int capacity;
    private final long maxBodyBytes;
    private final Map<String, Generation> generations = new LinkedHashMap<>();
    private final Set<Generation> openJobs = new LinkedHashSet<>();
    private final Deque<String> nextErrors = new ArrayDeque<>();
    private JobTimes times;
    private long bodyBytes;

    GenerationStore(CreditLedger ledger, JobTimes times) {
        this(ledger, times, CAPACITY, MAX_BODY_BYTES);
    }

    GenerationStore(CreditLedger ledger, JobTimes times, int capacity, long maxBodyBytes) {
        this.ledger = ledger;
        this.times = times;
        this.capacity = capacity;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Changes the times. A submitted job keeps its queue time and processing time. */
    synchronized void setTimes(UnaryOperator<JobTimes> change) {
        times = change.apply(times);
    }

    synchronized JobTimes times() {
        return times;
    }

    /** Lets the next submitted job fail. */
    synchronized void failNext(String error) {
        nextErrors.addLast(error);
    }

    /**
     * Starts a job.
     *
     * @throws RejectedRequestException when the balance minus the price of open jobs does not cover its price
     */
    synchronized Generation submit(ValidRequest request, GenerationPlan plan) throws RejectedRequestException {
        chargeEnded(request.time());
        requireAccepted(ledger.open(plan.cost()), plan);
        Generation job = new Generation(
                newId(), request, plan, times.queue(), times.processing(), Optional.ofNullable(nextErrors.pollFirst()));
        openJobs.add(job);
        add(job);
        return job;
    }

    /**
     * Charges a call that returns the video at once.
     *
     * @param latency the time until its response
     * @throws RejectedRequestException when the balance minus the price of open jobs does not cover its price
     */
    synchronized Generation generate(ValidRequest request, GenerationPlan plan, Duration latency)
            throws RejectedRequestException {
        chargeEnded(request.time());
        CreditLedger.Charge charge = ledger.charge(plan.cost());
        requireAccepted(charge, plan);
        Generation generation = new Generation(newId(), request, plan, Duration.ZERO, latency, Optional.empty());
        generation.setCharged(charge.balance());
        add(generation);
        return generation;
    }

    /** The job of an id, unless its record has expired. */
    synchronized Optional<Generation> job(String id, Instant now) {
        chargeEnded(now);
        return Optional.ofNullable(generations.get(id))
                .filter(Generation::isJob)
                .filter(job -> now.isBefore(job.end().plus(times.recordRetention())));
    }

    /** The completed generation of an id, unless its file was deleted. */
    synchronized Optional<Generation> withFile(String id, Instant now) {
        return Optional.ofNullable(generations.get(id))
                .filter(generation -> generation.state(now) == SandboxJobState.COMPLETED)
                .filter(generation -> now.isBefore(generation.end().plus(times.fileRetention())));
    }

    /** The generation of an id, if the history has it by now. */
    synchronized Optional<Generation> inHistory(String id, Instant now) {
        chargeEnded(now);
        return Optional.ofNullable(generations.get(id)).filter(generation -> isInHistory(generation, now));
    }

    /** The generations that the history has by now, the oldest first. */
    synchronized List<Generation> history(Instant now) {
        chargeEnded(now);
        return generations.values().stream()
                .filter(generation -> isInHistory(generation, now))
                .toList();
    }

    synchronized void setResultFetched(Generation job) {
        job.setResultFetched();
    }

    synchronized void setDownloaded(Generation generation) {
        generation.setDownloaded();
    }

    /** The jobs, the oldest first. */
    synchronized List<SandboxJob> jobs(Instant now) {
        return generations.values().stream()
                .filter(Generation::isJob)
                .map(job -> job.snapshot(now))
                .toList();
    }

    synchronized BigDecimal balance(Instant now) {
        chargeEnded(now);
        return ledger.balance();
    }

    synchronized void setBalance(BigDecimal usd, Instant now) {
        chargeEnded(now);
        ledger.set(usd);
    }

    private boolean isInHistory(Generation generation, Instant now) {
        return !generation.submitted().plus(times.historyDelay()).isAfter(now);
    }

    private static void requireAccepted(CreditLedger.Charge charge, GenerationPlan plan)
            throws RejectedRequestException {
        if (!charge.accepted()) {
            throw new RejectedRequestException(ErrorResponses.insufficientCredits(charge.balance(), plan.cost()));
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private void add(Generation generation) {
        generations.put(generation.id(), generation);
        bodyBytes += generation.requestBytes();
        Iterator<Generation> oldest = generations.values().iterator();
        // The latest one always stays.
        while (generations.size() > capacity || bodyBytes > maxBodyBytes && generations.size() > 1) {
            bodyBytes -= oldest.next().requestBytes();
            oldest.remove();
        }
    }

    private void chargeEnded(Instant now) {
        List<Generation> ended = openJobs.stream()
                .filter(job -> job.state(now).isFinal())
                .sorted(Comparator.comparing(Generation::end))
                .toList();
        for (Generation job : ended) {
            openJobs.remove(job);
            if (job.error().isPresent()) {
                ledger.fail(job.plan().cost());
            } else {
                job.setCharged(ledger.complete(job.plan().cost()));
            }
        }
    }
}
