package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.Message;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A rate limit.
 *
 * @param calls the maximum number of calls
 * @param window the window
 */
record Rate(int calls, Duration window) {

    /** Parses {@code CALLS/SECONDS}. */
    static final class Converter implements ITypeConverter<Rate> {

        @Override
        public Rate convert(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length == 2 && parts[0].matches("[0-9]{1,9}")) {
                return new Rate(Integer.parseInt(parts[0]), new SecondsConverter().convert(parts[1]));
            }
            throw new TypeConversionException(Message.mustBe("CALLS/SECONDS, such as 10/60", "'" + text + "'"));
        }
    }
}
