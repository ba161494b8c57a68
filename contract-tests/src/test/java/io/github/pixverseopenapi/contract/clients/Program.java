package io.github.pixverseopenapi.contract.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running conformance program of a language. First it prints one line with its {@code timeLimits}: seconds by path.
 * Then it reads one case per line, executes the call, and prints the outcome as one line, until there are no more
 * cases.
 */
final class Program implements LanguageClient {
    /** Much longer than any case takes, but for the silence of a server; a program that hangs fails with its name. */
    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    /** Not the common pool, whose few threads the programs of other languages would hold. */
    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    private final JsonObject timeLimits;

    Program(String name, Process process) {
        this.name = name;
        this.process = process;
        output = process.inputReader(UTF_8);
        input = process.outputWriter(UTF_8);
        timeLimits = JsonParser.parseString(readLine("its start", Duration.ZERO))
                .getAsJsonObject()
                .getAsJsonObject("timeLimits");
    }

    JsonObject timeLimits() {
        return timeLimits;
    }

    @Override
    public CaseOutcome call(ClientCase call, Placeholders placeholders) {
        try {
            input.write(call.input(placeholders));
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new AssertionError("The program for " + name + " ended before the case " + call.name() + ".", e);
        }
        return CaseOutcome.parse(readLine("the case " + call.name(), call.delay()));
    }

    private String readLine(String what, Duration delay) {
        Future<String> line = reader.submit(output::readLine);
        try {
            String read = line.get(PATIENCE_SECONDS + delay.toSeconds(), TimeUnit.SECONDS);
            if (read == null) {
                throw new AssertionError("The program for " + name + " ended in " + what + "; see its output above.");
            }
            return read;
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("The program for " + name + " printed nothing in " + what + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            input.close();
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // The program has already ended; the pending call reports it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            reader.shutdown();
        }
    }
}
