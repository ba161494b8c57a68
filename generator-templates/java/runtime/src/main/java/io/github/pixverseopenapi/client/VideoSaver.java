package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Saves one video to one target. Whatever fails but the network, the bytes of the video are kept. */
final class VideoSaver {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Executor transfers;
    private @Nullable PartFile reserved;

    VideoSaver(Path target, Executor transfers) {
        if (target == null) {
            throw new IllegalArgumentException("target must be the path of a file, but was null");
        }
        this.target = target;
        this.transfers = transfers;
    }

    /** Creates the file before anything is sent, so that a target that cannot be written costs nothing. */
    static VideoSaver reserve(Operation operation, Path target, Executor transfers) {
        VideoSaver saver = new VideoSaver(target, transfers);
        try {
            saver.reserved = PartFile.create(SaveTarget.resolve(target));
            return saver;
        } catch (IOException | RuntimeException e) {
            throw new SaveFailedException(Failure.noResponse(operation, Billing.NOT_SENT, reason(target, e), e), null);
        }
    }

    /** Deletes a reserved file that was not used. */
    void release() {
        if (reserved != null) {
            reserved.discard();
        }
    }

    void save(Video video, ReplayableStream bytes, @Nullable ProgressListener listener) {
        InputStream source = bytes.open();
        Transfer.run(
                transfers,
                transfer -> {
                    new Attempt(video, bytes, source, transfer).run();
                    return null;
                },
                bytes.length(),
                listener);
    }

    /** Why a target cannot be written. */
    static String reason(Path target, Exception e) {
        String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : null;
        return "the video cannot be saved to " + target + ": "
                + (reason == null ? e.getClass().getSimpleName() + ": " + e.getMessage() : reason);
    }

    /** One transfer. */
    private final class Attempt {
        private final Video video;
        private final ReplayableStream bytes;
        private final InputStream source;
        private final Transfer<?> transfer;
        private final byte[] buffer = new byte[BUFFER_BYTES];

        @SuppressWarnings("NullAway.Init") // Opened first, see run().
        private PartFile file;

        private long saved;
        /** Why the bytes are not saved where they should be. */
        private @Nullable Exception problem;

        Attempt(Video video, ReplayableStream bytes, InputStream source, Transfer<?> transfer) {
            this.video = video;
            this.bytes = bytes;
            this.source = source;
            this.transfer = transfer;
        }

        void run() throws IOException {
            open();
            for (int count = read(); count != -1; count = read()) {
                write(count);
                saved += count;
            }
            if (problem == null && commit()) {
                bytes.deleteSpillFile();
                return;
            }
            throw keep(new byte[0], "all its bytes are kept in ");
        }

        private void open() {
            try {
                file = reserved != null ? reserved : PartFile.create(SaveTarget.resolve(target));
                reserved = null;
            } catch (IOException | RuntimeException e) {
                problem = e;
                try {
                    file = PartFile.create(null);
                } catch (IOException nowhere) {
                    e.addSuppressed(nowhere);
                    bytes.pushBack();
                    throw failure(null, "it can still be read or saved to another place until it is closed");
                }
            }
        }

        /**
         * Fills the buffer, because the network gives less at a time than is good to write. Reports what came at once,
         * because the rest may take long. Returns -1 at the end.
         */
        private int read() {
            int filled = 0;
            try {
                while (filled < buffer.length) {
                    int count = source.read(buffer, filled, buffer.length - filled);
                    if (count == -1) {
                        break;
                    }
                    filled += count;
                    transfer.reportProgress(saved + filled);
                }
                return filled == 0 ? -1 : filled;
            } catch (IOException e) {
                file.discard();
                PixverseException failure = video.transferFailure(e);
                if (problem != null) {
                    failure.addSuppressed(problem);
                }
                throw failure;
            }
        }

        /** Goes on in the temporary folder when the disk of the target fails. */
        private void write(int count) {
            try {
                file.write(buffer, count);
                file.syncAhead(transfers);
            } catch (IOException e) {
                if (problem == null) {
                    problem = e;
                } else {
                    problem.addSuppressed(e);
                }
                moveOn(count);
            }
        }

        private void moveOn(int count) {
            try {
                file = file.moveToTemporaryFolder();
                file.write(buffer, count);
            } catch (IOException e) {
                Objects.requireNonNull(problem).addSuppressed(e);
                throw keep(
                        Arrays.copyOf(buffer, count),
                        "the rest can still be read or saved to another place until it is" + " closed; its first "
                                + saved + " bytes are kept in ");
            }
        }

        private boolean commit() {
            try {
                file.commit();
                return true;
            } catch (IOException e) {
                problem = e;
                return false;
            }
        }

        private SaveFailedException keep(byte[] unsaved, String outcome) {
            Path kept = file.keep();
            try {
                if (kept != null) {
                    bytes.pushBack(kept, unsaved);
                    return failure(kept, outcome + kept);
                }
            } catch (IOException e) {
                Objects.requireNonNull(problem).addSuppressed(e);
            }
            return failure(null, "the received bytes are lost, because their file has vanished");
        }

        private SaveFailedException failure(@Nullable Path kept, String outcome) {
            Exception cause = Objects.requireNonNull(problem);
            return new SaveFailedException(video.failure(reason(target, cause) + "; " + outcome, cause), kept);
        }
    }
}
