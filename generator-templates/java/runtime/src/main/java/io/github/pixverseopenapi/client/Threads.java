package io.github.pixverseopenapi.client;

import java.lang.reflect.Method;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do not keep a program alive: virtual ones on Java 21 and later, daemons before. */
final class Threads {
    private static final long IDLE_SECONDS = 1;

    private Threads() {}

    /** Runs at most {@code max} tasks at once; the others are queued. */
    static ThreadPoolExecutor queue(String name, int max) {
        ThreadPoolExecutor queue = new ThreadPoolExecutor(
                max, max, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(name));
        queue.allowCoreThreadTimeOut(true);
        return queue;
    }

    /** Runs every task at once. */
    static ThreadPoolExecutor unlimited(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory(name));
    }

    /** Runs tasks at their time; cancelled ones are removed at once. */
    static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons(name));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    private static ThreadFactory factory(String name) {
        try {
            // Thread.ofVirtual().name(name, 1).factory(), which Java 8 does not know.
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object virtual = Thread.class.getMethod("ofVirtual").invoke(null);
            Method named = builder.getMethod("name", String.class, long.class);
            return (ThreadFactory) builder.getMethod("factory").invoke(named.invoke(virtual, name + "-", 1L));
        } catch (ReflectiveOperationException olderJava) {
            return daemons(name);
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
