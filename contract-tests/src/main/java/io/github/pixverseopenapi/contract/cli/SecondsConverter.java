package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.Message;
import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a duration in seconds, such as {@code 5} or {@code 0.25}. */
final class SecondsConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        if (!text.matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
            throw new TypeConversionException(
                    Message.mustBe("a number of seconds, such as 5 or 0.25", "'" + text + "'"));
        }
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }
}
