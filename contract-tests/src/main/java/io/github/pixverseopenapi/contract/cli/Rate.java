package io.github.pixverseopenapi.contract.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of calls in a time.
 *
 * @param calls how many
 * @param window in what time
 */
record Rate(int calls, Duration window) {

    /** Reads {@code CALLS/SECONDS}. */
    static final class Converter implements ITypeConverter<Rate> {

        @Override
        public Rate convert(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length == 2 && parts[0].matches("[0-9]{1,9}")) {
                return new Rate(Integer.parseInt(parts[0]), new SecondsConverter().convert(parts[1]));
            }
            throw new TypeConversionException("'" + text + "' is not CALLS/SECONDS, such as 10/60");
        }
    }
}
