package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.PriceList;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxLoadTest {

    private static final int CALLS = 200;
    private static final int PAID_CALLS = 150;

    @Test
    void calls_200AtOnceWithCreditsFor150_succeed150Times() throws IOException {
        ApiOperation operation = SandboxHttpClient.anyOperation();
        BigDecimal cost = new PriceList(SandboxHttpClient.DOCUMENT).of(operation);
        BigDecimal credits = cost.multiply(BigDecimal.valueOf(PAID_CALLS));
        List<RawConnection> connections = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.builder().credits(credits).start()) {
            for (int number = 0; number < CALLS; number++) {
                connections.add(new RawConnection(sandbox));
            }
            connections.parallelStream().forEach(connection -> {
                try {
                    connection.call(sandbox, operation);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            List<String> statusLines = new ArrayList<>();
            for (RawConnection connection : connections) {
                statusLines.add(connection.readHead().lines().findFirst().orElseThrow());
            }

            assertThat(statusLines).filteredOn(line -> line.contains(" 200 ")).hasSize(PAID_CALLS);
            assertThat(statusLines).filteredOn(line -> line.contains(" 406 ")).hasSize(CALLS - PAID_CALLS);
            assertThat(sandbox.credits()).isZero();
            assertThat(sandbox.journal()).hasSize(CALLS);
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }
}
