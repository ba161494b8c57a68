package io.github.pixverseopenapi.contract.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** The short MP4 files that the sandbox returns instead of generated videos. */
enum SampleVideo {
    FIVE_SECONDS(5),
    EIGHT_SECONDS(8);

    private final BigDecimal seconds;
    private final byte[] mp4;

    SampleVideo(int seconds) {
        this.seconds = BigDecimal.valueOf(seconds);
        this.mp4 = read("sample-" + seconds + "s.mp4");
    }

    /** The video whose length is nearest to the requested length; the shorter one of two equally near. */
    static SampleVideo nearest(BigDecimal seconds) {
        SampleVideo nearest = FIVE_SECONDS;
        for (SampleVideo video : values()) {
            if (video.distance(seconds).compareTo(nearest.distance(seconds)) < 0) {
                nearest = video;
            }
        }
        return nearest;
    }

    /** A copy of the file. */
    byte[] mp4() {
        return mp4.clone();
    }

    private BigDecimal distance(BigDecimal other) {
        return seconds.subtract(other).abs();
    }

    private static byte[] read(String name) {
        try (InputStream file = SampleVideo.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The class path has no resource " + name + ".");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
