package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The MP4 file that the sandbox returns instead of a generated video: a short film of the operation and the ratio, cut to
 * whole seconds.
 *
 * @param film the name of the film
 * @param seconds its length
 * @param hasSound whether it has the operation's sound
 */
record SampleVideo(String film, int seconds, boolean hasSound) {

    /** The film of an operation or a ratio that no other film has. */
    private static final String ANY_OPERATION = "textToVideo";

    static final String ANY_RATIO = "16:9";

    private static final int MAX_CACHED = 32;
    private static final Map<String, Film> FILMS = new ConcurrentHashMap<>();
    private static final Map<SampleVideo, byte[]> FILES = recentlyUsed();

    /** The video of a stub response. */
    static final SampleVideo DEFAULT = of(ANY_OPERATION, ANY_RATIO, BigDecimal.valueOf(5), false);

    /**
     * The video for a request.
     *
     * @param operationId the operation that returns a video
     * @param ratio width to height, such as {@code 16:9}
     * @param seconds rounded up to whole seconds, at least one and at most what the film has
     * @param isWithSound whether the request enables sound; not every operation has one
     */
    static SampleVideo of(String operationId, String ratio, BigDecimal seconds, boolean isWithSound) {
        String film = film(operationId, ratio);
        BigDecimal whole = seconds.setScale(0, RoundingMode.CEILING);
        Film known = FILMS.computeIfAbsent(film, Film::read);
        return new SampleVideo(
                film,
                whole.max(BigDecimal.ONE)
                        .min(BigDecimal.valueOf(known.seconds()))
                        .intValueExact(),
                isWithSound && known.hasSound());
    }

    private static String film(String operationId, String ratio) {
        return Stream.of(name(operationId, ratio), name(operationId, ANY_RATIO), name(ANY_OPERATION, ratio))
                .filter(name -> FILMS.containsKey(name) || ResourceFile.exists(video(name)))
                .findFirst()
                .orElse(name(ANY_OPERATION, ANY_RATIO));
    }

    private static String name(String operationId, String ratio) {
        return operationId + "-" + ratio.replace(':', 'x');
    }

    private static String video(String film) {
        return "samples/" + film + ".mp4";
    }

    private static String sound(String film) {
        return "samples/" + film.substring(0, film.indexOf('-')) + ".m4a";
    }

    /** What is known of a film, so that it is looked up once. */
    private record Film(int seconds, boolean hasSound) {
        static Film read(String name) {
            int seconds = Mp4Track.of(ResourceFile.read(video(name))).seconds();
            return new Film(seconds, ResourceFile.exists(sound(name)));
        }
    }

    /** A copy of the file. */
    byte[] mp4() {
        return file().clone();
    }

    /** The size of the file in bytes. */
    int size() {
        return file().length;
    }

    private byte[] file() {
        return FILES.computeIfAbsent(this, SampleVideo::cut);
    }

    private static <K, V> Map<K, V> recentlyUsed() {
        return Collections.synchronizedMap(new LinkedHashMap<>(MAX_CACHED, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_CACHED;
            }
        });
    }

    private byte[] cut() {
        List<Mp4Track> tracks = new ArrayList<>();
        tracks.add(Mp4Track.of(ResourceFile.read(video(film))));
        if (hasSound) {
            tracks.add(Mp4Track.of(ResourceFile.read(sound(film))));
        }
        return Mp4Clip.of(tracks, seconds);
    }
}
