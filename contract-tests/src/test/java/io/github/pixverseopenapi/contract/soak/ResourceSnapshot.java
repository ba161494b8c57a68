package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;

/**
 * The resources of this JVM while no call is running.
 *
 * @param threads the number of threads by name, ignoring numbers in names
 * @param descriptors open descriptors; 0 if the system does not provide them
 * @param heapBytes in use after garbage collection
 */
record ResourceSnapshot(Map<String, Long> threads, long descriptors, long heapBytes) {
    /** For what Java itself gathers: ten times as much as was ever seen, and 50 bytes a call of 20,000. */
    private static final long HEAP_SLACK_BYTES = 1_000_000;

    private static final String CLIENT = "pixverse-";

    /** Threads of JUnit, and Java's carrier threads for virtual threads, which are started on demand. */
    private static final Pattern POOLS = Pattern.compile("ForkJoinPool.*|.*Poller.*|VirtualThread-.*");

    /** OkHttp keeps its helper threads for a minute; at most one for each concurrent call. */
    private static final String OKHTTP = "OkHttp TaskRunner";

    private static final long MAX_OKHTTP_THREADS = SoakRound.THREADS + SoakServers.CONCURRENCY;
    private static final String OKIO = "Okio Watchdog";

    /** The sandbox's last ones; it is closed by then. */
    private static final String SANDBOX = "MockWebServer";

    /** Less than the longest time limit of a call, so that an alarm left behind shows. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** To begin with. */
    static ResourceSnapshot now() {
        awaitNoClientThreads();
        return measured();
    }

    /** Later, given some time to get down to what it was before. Descriptors first: collecting garbage closes some. */
    static ResourceSnapshot after(ResourceSnapshot before) {
        awaitNoClientThreads();
        patiently().untilAsserted(() -> before.assertNoMoreDescriptors(openDescriptors()));
        patiently().untilAsserted(() -> before.assertNoMoreThreads(liveThreads()));
        return measured();
    }

    void assertNotAbove(ResourceSnapshot before) {
        before.assertNoMoreThreads(threads);
        before.assertNoMoreDescriptors(descriptors);
        assertThat(heapBytes)
                .as("bytes in the heap, before: %,d", before.heapBytes)
                .isLessThanOrEqualTo(before.heapBytes + HEAP_SLACK_BYTES);
    }

    private static ResourceSnapshot measured() {
        return new ResourceSnapshot(liveThreads(), openDescriptors(), heapInUse());
    }

    private static void awaitNoClientThreads() {
        patiently()
                .untilAsserted(() -> assertThat(LiveThreads.names())
                        .as("threads of a client that has nothing to do")
                        .filteredOn(name -> name.startsWith(CLIENT))
                        .isEmpty());
    }

    /** On this thread, because one for polling would be counted. */
    private static ConditionFactory patiently() {
        return await().pollInSameThread().atMost(PATIENCE);
    }

    private void assertNoMoreThreads(Map<String, Long> now) {
        Map<String, Long> more = new TreeMap<>();
        now.forEach((name, number) -> {
            if (number > threads.getOrDefault(name, 0L) && !isAllowed(name, number)) {
                more.put(name, number);
            }
        });
        assertThat(more).as("threads, before: %s", threads).isEmpty();
    }

    private static boolean isAllowed(String name, long number) {
        return POOLS.matcher(name).matches()
                || name.startsWith(SANDBOX)
                || name.equals(OKIO)
                || (name.equals(OKHTTP) && number <= MAX_OKHTTP_THREADS);
    }

    private void assertNoMoreDescriptors(long now) {
        assertThat(now).as("open descriptors, now: %s", openFiles()).isLessThanOrEqualTo(descriptors);
    }

    /** The targets of the descriptors, if the system provides them, without jars. */
    private static List<String> openFiles() {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                files.add(Files.readSymbolicLink(descriptor).toString());
            }
        } catch (IOException e) {
            files.add(e.toString());
        }
        files.removeIf(file -> file.endsWith(".jar"));
        return files;
    }

    private static Map<String, Long> liveThreads() {
        return LiveThreads.names().stream()
                .collect(Collectors.groupingBy(
                        name -> name.replaceAll("\\d+(\\.\\d+)*", "#"), TreeMap::new, Collectors.counting()));
    }

    private static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** Repeats, because finalized objects may have referenced others. */
    private static long heapInUse() {
        long minimum = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            minimum = Math.min(
                    minimum,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return minimum;
    }

    @Override
    public String toString() {
        return String.format("%,d descriptors, %,d bytes in the heap, threads %s", descriptors, heapBytes, threads);
    }
}
