package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SandboxLimitsTest {

    private final ApiOperation operation = SandboxHttpClient.anyOperation();

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient#operations")
    void credits_coverExactlyTwoCalls_thirdIsRejected(ApiOperation called) {
        BigDecimal cost = new PriceList(SandboxHttpClient.DOCUMENT).of(called);
        try (Sandbox sandbox = Sandbox.builder().credits(cost.add(cost)).start()) {
            assertThat(call(sandbox, called).statusCode()).isEqualTo(200);
            assertThat(call(sandbox, called).statusCode()).isEqualTo(200);
            assertThat(sandbox.credits()).isZero();
            assertThat(call(sandbox, called).statusCode()).isEqualTo(406);
        }
    }

    @Test
    void cost_withoutAPublishedPrice_isTheHighestPublishedPrice() {
        PriceList prices = new PriceList(SandboxHttpClient.DOCUMENT);
        BigDecimal highest = SandboxHttpClient.operations()
                .flatMap(known -> known.highestPrice().stream())
                .reduce(BigDecimal::max)
                .orElseThrow();

        assertThat(SandboxHttpClient.operations()
                        .filter(known -> known.highestPrice().isEmpty()))
                .isNotEmpty()
                .allSatisfy(unpriced -> assertThat(prices.of(unpriced)).isEqualByComparingTo(highest));
    }

    @Test
    void rateLimit_untilReset_rejectsThenAccepts() {
        ManualClock clock = new ManualClock();
        try (Sandbox sandbox = Sandbox.builder()
                .clock(clock)
                .rateLimit(2, Duration.ofSeconds(60))
                .start()) {
            Instant first = clock.instant();
            assertThat(call(sandbox, operation).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofSeconds(20));
            assertThat(call(sandbox, operation).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofSeconds(39));
            assertThat(call(sandbox, operation).statusCode()).isEqualTo(429);
            assertThat(header(call(sandbox, operation), "x-rate-limit-reset-at-utc"))
                    .isEqualTo(first.plusSeconds(60).toString());

            clock.advance(Duration.ofSeconds(1));

            assertThat(call(sandbox, operation).statusCode()).isEqualTo(200);
            assertThat(header(call(sandbox, operation), "x-rate-limit-reset-at-utc"))
                    .isEqualTo(first.plusSeconds(80).toString());
        }
    }

    @Test
    void rateLimit_exceeded_chargesNothing() {
        try (Sandbox sandbox =
                Sandbox.builder().rateLimit(1, Duration.ofMinutes(1)).start()) {
            call(sandbox, operation);
            BigDecimal before = sandbox.credits();

            assertThat(call(sandbox, operation).statusCode()).isEqualTo(429);

            assertThat(sandbox.credits()).isEqualByComparingTo(before);
        }
    }
}
