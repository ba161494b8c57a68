package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.Message;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses an amount in US dollars, such as {@code 20} or {@code 0.50}. */
final class UsdConverter implements ITypeConverter<BigDecimal> {

    @Override
    public BigDecimal convert(String text) {
        if (!text.matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
            throw new TypeConversionException(
                    Message.mustBe("an amount in US dollars, such as 20 or 0.50", "'" + text + "'"));
        }
        return new BigDecimal(text);
    }
}
