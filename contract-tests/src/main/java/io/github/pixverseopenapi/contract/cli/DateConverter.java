package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.Message;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a date. */
final class DateConverter implements ITypeConverter<LocalDate> {

    @Override
    public LocalDate convert(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(Message.mustBe("a date such as 2027-01-31", "'" + date + "'"));
        }
    }
}
