package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executor;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Tells videos from failures: by status, then by media type, then by the first bytes. */
final class ResponseHandler implements ResponseReader<Video> {
    private static final int PARTIAL_CONTENT = 206;
    private static final int FIRST_BYTES = 32;
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final int MAX_DOWNLOAD_ATTEMPTS = 5;

    private final OkHttpClient downloads;
    private final ServerRouter servers;
    private final Ticker ticker;
    private final FailureReader errors;
    private final Executor transfers;

    /**
     * @param downloads fetches videos from where a JSON response says they are; does not know the key
     * @param servers whose responses these are
     * @param transfers runs the saving of videos
     */
    ResponseHandler(OkHttpClient downloads, ServerRouter servers, Ticker ticker, Executor transfers) {
        this.downloads = downloads;
        this.servers = servers;
        this.ticker = ticker;
        this.errors = new FailureReader(ticker.clock());
        this.transfers = transfers;
    }

    @Override
    public Video read(Operation operation, Call call, Response response, PaidCall<?> caller) {
        KeyRedactor redactor = caller.redactor();
        VideoMetadata metadata = new VideoMetadata(response, redactor);
        boolean isResult = false;
        try {
            if (!response.isSuccessful()) {
                throw refusal(operation, response, response.body().string(), redactor, null);
            }
            String problem = framingProblem(response);
            if (problem != null) {
                throw new UnexpectedResponseException(Failure.fromResponse(
                                operation,
                                metadata,
                                "",
                                "the response must be a video, but was " + redactor.redactLine(problem))
                        .billing(isAnnouncedVideo(response.body()) ? Billing.BILLED : Billing.UNKNOWN));
            }
            isResult = isVideo(response.body());
            Video video = isResult
                    ? new Video(operation, metadata, ReceivedSource.of(call, response.body()), redactor, transfers)
                    : download(operation, metadata, response, caller);
            return video.remember(caller::lostRequest);
        } catch (IOException e) {
            throw IoExceptionMapper.truncated(operation, metadata, "the response broke off at its start", e, redactor);
        } finally {
            if (!isResult) {
                abandon(call, response);
            }
        }
    }

    @Override
    public void discard(Video video) {
        video.close();
    }

    /**
     * The exception of a refusal.
     *
     * @param body as much of it as came
     * @param cause why no more came; null if all did
     */
    PixverseException refusal(
            Operation operation, Response response, String body, KeyRedactor redactor, @Nullable Throwable cause) {
        return StatusExceptions.of(
                operation, errors.failure(operation, response, body, redactor).cause(redactor.redact(cause)));
    }

    /** Why the body of a successful response is not a whole video as it is; null if nothing says so. */
    static @Nullable String framingProblem(Response response) {
        Headers headers = response.headers();
        String encoding = headers.get("Transfer-Encoding");
        if (response.code() == PARTIAL_CONTENT) {
            return "a part of a video (206), although no part was requested";
        }
        if (encoding != null && !encoding.trim().equalsIgnoreCase("chunked")) {
            return "a body whose transfer encoding is " + encoding + ", which cannot be decoded";
        }
        List<String> lengths = headers.values("Content-Length");
        if (lengths.size() > 1 && new HashSet<>(lengths).size() > 1) {
            return "a body of contradictory lengths " + lengths;
        }
        if (!lengths.isEmpty() && !isLength(lengths.get(0).trim())) {
            return "a body of the length " + lengths.get(0);
        }
        String content = headers.get("Content-Encoding");
        return content == null || content.trim().equalsIgnoreCase("identity")
                ? null
                : "a body whose content encoding is " + content + ", which cannot be decoded";
    }

    private static boolean isLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_LENGTH_DIGITS;
    }

    private static boolean isAnnouncedVideo(ResponseBody body) {
        MediaType type = body.contentType();
        return type != null && type.type().equals("video");
    }

    /** Judges a body that breaks off by its first bytes, unless it was announced as a video. */
    static boolean isVideo(ResponseBody body) throws IOException {
        boolean announced = isAnnouncedVideo(body);
        BufferedSource source = body.source();
        try {
            return Mp4BoxTracker.isMp4(source) || (announced && source.request(1));
        } catch (IOException truncated) {
            if (announced) {
                throw truncated;
            }
            return false;
        }
    }

    private Video download(Operation operation, VideoMetadata metadata, Response response, PaidCall<?> caller)
            throws IOException {
        KeyRedactor redactor = caller.redactor();
        ResponseBody body = ErrorBodyLimiter.bounded(response.body());
        MediaType type = body.contentType();
        if (type == null || !type.subtype().endsWith("json")) {
            throw new UnexpectedResponseException(Failure.fromResponse(
                    operation, metadata, "", "the response must be a video, but was " + describe(body, redactor)));
        }
        String json = body.string();
        String address = ErrorBodyParser.videoAddress(json);
        HttpUrl url = address == null ? null : HttpUrl.parse(address);
        Failure failure = Failure.fromResponse(
                operation,
                metadata,
                redactor.redact(json),
                "the response must be a video, but was JSON: " + ErrorBodyParser.reason(json, redactor));
        if (address == null || url == null || !BaseUrl.mayLinkTo(servers.server(operation), url)) {
            throw new UnexpectedResponseException(failure);
        }
        return download(
                operation,
                metadata,
                failure.billing(Billing.BILLED)
                        .reason("the video is finished at " + redactor.redactLine(address)
                                + ", but could not be downloaded"),
                url,
                caller);
    }

    /**
     * Requests may be repeated here: the video is made and billed. Redirects to safe addresses only are followed.
     *
     * @param failure to report if no attempt succeeds
     */
    private Video download(
            Operation operation, VideoMetadata metadata, Failure failure, HttpUrl address, PaidCall<?> caller) {
        HttpUrl server = servers.server(operation);
        HttpUrl next = address;
        Throwable cause = new IOException("no attempt was made");
        for (int i = 0; i < MAX_DOWNLOAD_ATTEMPTS; i++) {
            Download download = new Download(downloads, server, next, caller.idleTimeout());
            Call call = download.call(next, 0, null);
            @Nullable Response response = null;
            boolean isResult = false;
            try {
                response = caller.execute(call);
                isResult = response.isSuccessful() && framingProblem(response) == null && isVideo(response.body());
                if (isResult) {
                    return new Video(
                            operation,
                            metadata,
                            new ResumingSource(download, new Download.Exchange(call, response), ticker),
                            caller.redactor(),
                            transfers);
                }
                cause = new IOException("status " + response.code() + " without a whole video");
                next = redirect(server, response, next);
            } catch (IOException | RuntimeException | Error e) {
                cause = e;
            } finally {
                if (!isResult) {
                    abandon(call, response);
                }
            }
        }
        KeyRedactor redactor = caller.redactor();
        throw new UnexpectedResponseException(
                failure.reason(failure.reason + " (" + redactor.redactLine(String.valueOf(cause.getMessage())) + ")")
                        .cause(redactor.redact(cause)));
    }

    /** Frees the connection whatever a listener of the user throws; a response that is not closed counts as leaked. */
    static void abandon(Call call, @Nullable Response response) {
        call.cancel();
        try {
            if (response != null) {
                response.close();
            }
        } catch (RuntimeException e) {
            // The call is cancelled.
        }
    }

    private static HttpUrl redirect(HttpUrl server, Response response, HttpUrl from) {
        HttpUrl to = response.isRedirect() ? from.resolve(response.header("Location", "")) : null;
        return to != null && BaseUrl.mayLinkTo(server, to) ? to : from;
    }

    private static String describe(ResponseBody body, KeyRedactor redactor) throws IOException {
        Buffer start = new Buffer();
        body.source().peek().readAll(start);
        String type = body.contentType() == null
                ? "bytes without a media type"
                : body.contentType().toString();
        return redactor.redactLine(type)
                + (start.size() == 0 ? ", empty" : ", starting with " + beginning(start, redactor));
    }

    /** Redacted as a whole and cut afterwards, so that no part of the key is left at the cut. */
    private static String beginning(Buffer body, KeyRedactor redactor) {
        ByteString first = body.snapshot((int) Math.min(FIRST_BYTES, body.size()));
        if (!first.string(StandardCharsets.ISO_8859_1).matches("[ -~\\r\\n\\t]*")) {
            return "bytes " + first.hex();
        }
        String text = redactor.redact(body.readString(StandardCharsets.ISO_8859_1));
        return "\"" + text.substring(0, Math.min(FIRST_BYTES, text.length())).trim() + "\"";
    }
}
