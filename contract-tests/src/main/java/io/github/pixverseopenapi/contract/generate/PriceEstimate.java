package io.github.pixverseopenapi.contract.generate;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.math.BigDecimal;
import java.util.Collection;

/** What requests may cost. */
public final class PriceEstimate {
    private PriceEstimate() {}

    /** The documented price range of all together, such as {@code $0.75 to $2.00}. */
    public static String of(Collection<? extends PixverseRequest> requests) {
        ApiDocument document = ApiDocument.load();
        PriceList prices = new PriceList(document);
        BigDecimal min = BigDecimal.ZERO;
        BigDecimal max = BigDecimal.ZERO;
        boolean isAssumed = false;
        for (PixverseRequest request : requests) {
            Operation operation = OperationInvoker.operationOf(request);
            min = min.add(operation.lowestPriceUsd().orElse(BigDecimal.ZERO));
            max = max.add(prices.of(document.operation(operation.path()).orElseThrow()));
            isAssumed |= operation.highestPriceUsd().isEmpty();
        }
        return "$" + min + " to $" + max
                + (isAssumed ? " (where no price is published, the highest of any operation is assumed)" : "");
    }
}
