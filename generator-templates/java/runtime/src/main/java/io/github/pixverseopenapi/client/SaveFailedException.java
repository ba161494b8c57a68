package io.github.pixverseopenapi.client;

import java.net.URI;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A finished video could not be saved where it was meant to go. Its bytes are kept, see {@link #savedTo()}. */
public final class SaveFailedException extends PixverseException {
    private static final long serialVersionUID = 1L;

    /**
     * The URI of the file with the bytes, because a path belongs to a file system and cannot be serialized; null if
     * there is none.
     *
     * @serial
     */
    private final @Nullable URI savedTo;

    SaveFailedException(Failure failure, @Nullable Path savedTo) {
        super(failure);
        this.savedTo = savedTo == null ? null : savedTo.toUri();
    }

    /**
     * The file that holds the bytes of the video instead. It stays when the video is closed and when the program ends;
     * a later save that succeeds deletes it.
     *
     * @return the file, beside the target or in the temporary folder ({@code java.io.tmpdir}); empty if nothing was
     *     sent, or if no file could be created at all, and then the video can still be read until it is closed
     */
    public Optional<Path> savedTo() {
        return Optional.ofNullable(savedTo).map(Paths::get);
    }
}
