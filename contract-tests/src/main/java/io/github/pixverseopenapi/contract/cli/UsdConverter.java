package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.UsdText;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses an amount in US dollars, such as {@code 20} or {@code 0.50}. */
final class UsdConverter implements ITypeConverter<BigDecimal> {

    @Override
    public BigDecimal convert(String text) {
        try {
            return UsdText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
