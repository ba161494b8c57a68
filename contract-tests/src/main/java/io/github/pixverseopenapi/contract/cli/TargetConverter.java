package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.verify.Target;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where the service is. */
final class TargetConverter implements ITypeConverter<Target> {

    @Override
    public Target convert(String text) {
        try {
            return Target.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
