package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonElement;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The settings of a sandbox that its page changes: numbers of US dollars or seconds. */
enum SandboxSetting {
    CREDITS("credits", 1_000_000, "US dollars", Sandbox::credits, Sandbox::setCredits),
    LATENCY("latency", Sandbox::latency, Sandbox::setLatency),
    QUEUE_TIME("queueTime", Sandbox::queueTime, Sandbox::setQueueTime),
    PROCESSING_TIME("processingTime", Sandbox::processingTime, Sandbox::setProcessingTime),
    HISTORY_DELAY("historyDelay", Sandbox::historyDelay, Sandbox::setHistoryDelay);

    private static final int MAX_SECONDS = 3600;
    private static final int MAX_DECIMALS = 9;
    private static final int MAX_VALUE_LENGTH = 80;

    private final String field;
    private final BigDecimal max;
    private final String unit;
    private final Function<Sandbox, BigDecimal> getter;
    private final BiConsumer<Sandbox, BigDecimal> setter;

    SandboxSetting(
            String field,
            int max,
            String unit,
            Function<Sandbox, BigDecimal> getter,
            BiConsumer<Sandbox, BigDecimal> setter) {
        this.field = field;
        this.max = BigDecimal.valueOf(max);
        this.unit = unit;
        this.getter = getter;
        this.setter = setter;
    }

    SandboxSetting(String field, Function<Sandbox, Duration> getter, BiConsumer<Sandbox, Duration> setter) {
        this(
                field,
                MAX_SECONDS,
                "seconds",
                sandbox -> BigDecimal.valueOf(getter.apply(sandbox).toNanos(), MAX_DECIMALS),
                (sandbox, seconds) -> setter.accept(
                        sandbox,
                        Duration.ofNanos(seconds.movePointRight(MAX_DECIMALS).longValueExact())));
    }

    /** The setting of a JSON field, if there is one. */
    static Optional<SandboxSetting> of(String field) {
        return Arrays.stream(values())
                .filter(setting -> setting.field.equals(field))
                .findFirst();
    }

    /** The JSON fields of all settings. */
    static List<String> fields() {
        return Arrays.stream(values()).map(SandboxSetting::field).toList();
    }

    String field() {
        return field;
    }

    BigDecimal get(Sandbox sandbox) {
        return getter.apply(sandbox);
    }

    /** Changes the setting to a valid value. */
    void set(Sandbox sandbox, JsonElement value) {
        setter.accept(sandbox, value.getAsBigDecimal());
    }

    /** Why a value is invalid; empty when it is valid. */
    Optional<Problem> problem(JsonElement value) {
        return isValid(value)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        field,
                        "a number of 0 to " + max + " " + unit + " with at most " + MAX_DECIMALS + " decimals",
                        TextSanitizer.abbreviate(value.toString(), MAX_VALUE_LENGTH)));
    }

    private boolean isValid(JsonElement value) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            return false;
        }
        BigDecimal number = value.getAsBigDecimal();
        return number.signum() >= 0
                && number.compareTo(max) <= 0
                && number.stripTrailingZeros().scale() <= MAX_DECIMALS;
    }
}
