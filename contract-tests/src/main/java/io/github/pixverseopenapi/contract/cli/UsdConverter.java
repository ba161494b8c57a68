package io.github.pixverseopenapi.contract.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount in US dollars, such as {@code 20} or {@code 0.50}. */
final class UsdConverter implements ITypeConverter<BigDecimal> {

    @Override
    public BigDecimal convert(String text) {
        if (!text.matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
            throw new TypeConversionException("'" + text + "' is not an amount in US dollars, such as 20 or 0.50");
        }
        return new BigDecimal(text);
    }
}
