package io.github.pixverseopenapi.contract.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar manifest, or {@code development} outside a jar. */
final class ManifestVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            Optional.ofNullable(ManifestVersion.class.getPackage().getImplementationVersion())
                    .orElse("development")
        };
    }
}
