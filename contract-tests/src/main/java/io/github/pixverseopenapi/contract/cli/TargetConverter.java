package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.verify.VerifyTarget;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the base URL of the service. */
final class TargetConverter implements ITypeConverter<VerifyTarget> {

    @Override
    public VerifyTarget convert(String text) {
        try {
            return VerifyTarget.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
