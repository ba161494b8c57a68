package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;

/** Tells videos from failures: by status, then by media type, then by the first bytes. */
final class ResponseHandler {
    /** Every MP4 file says so here. */
    private static final ByteString MP4_MARK = ByteString.encodeUtf8("ftyp");
    private static final int MP4_MARK_AT = 4;
    private static final int FIRST_BYTES = 32;
    private static final int TRIES_AT_RESULT = 5;

    private final OkHttpClient results;
    private final Clock clock;

    /** @param results fetches videos from where a JSON answer says they are; does not know the key */
    ResponseHandler(OkHttpClient results, Clock clock) {
        this.results = results;
        this.clock = clock;
    }

    /** The video of an answer; every other answer becomes an exception. */
    Video read(Operation operation, Call call, Response response, PaidCall asker) {
        boolean isResult = false;
        try {
            if (!response.isSuccessful()) {
                throw StatusExceptions.of(refusal(operation, response));
            }
            isResult = isVideo(response.body());
            if (isResult) {
                return new Video(operation, new VideoMetadata(response), call, response);
            }
            return readOther(operation, response, asker);
        } catch (IOException e) {
            throw IoExceptionMapper.whileReading(
                    operation, response.code(), requestId(response), "the answer broke off at its beginning", e);
        } finally {
            if (!isResult) {
                response.close();
            }
        }
    }

    private Failure refusal(Operation operation, Response response) throws IOException {
        String text = withoutKey(response.body().string(), response);
        return Failure.answered(operation, response.code(), requestId(response), text, ErrorBodyParser.reason(text),
                RetryAfter.in(response.headers(), clock.instant()));
    }

    /** What breaks off is judged by its beginning, unless it was announced as a video. */
    private static boolean isVideo(ResponseBody body) throws IOException {
        MediaType type = body.contentType();
        boolean announced = type != null && type.type().equals("video");
        BufferedSource source = body.source();
        try {
            boolean isMp4 = source.request(MP4_MARK_AT + MP4_MARK.size()) && source.rangeEquals(MP4_MARK_AT, MP4_MARK);
            return isMp4 || (announced && source.request(1));
        } catch (IOException brokenOff) {
            if (announced) {
                throw brokenOff;
            }
            return false;
        }
    }

    private Video readOther(Operation operation, Response response, PaidCall asker) throws IOException {
        ResponseBody body = ErrorBodyLimiter.bounded(response.body());
        MediaType type = body.contentType();
        if (type == null || !type.subtype().endsWith("json")) {
            throw unexpected(operation, response, "", "not a video but " + described(body), null);
        }
        String json = withoutKey(body.string(), response);
        HttpUrl link = ErrorBodyParser.link(json);
        if (link == null) {
            throw unexpected(operation, response, json, "JSON instead of a video: " + ErrorBodyParser.reason(json), null);
        }
        return fetch(operation, response, json, link, asker);
    }

    /** Asking again is free here: the video is made and billed. Redirects are followed to safe addresses only. */
    private Video fetch(Operation operation, Response response, String json, HttpUrl link, PaidCall asker) {
        HttpUrl at = link;
        IOException failure = null;
        for (int i = 0; i < TRIES_AT_RESULT; i++) {
            Call call = results.newCall(asker.request(at));
            try {
                Response result = asker.execute(call);
                if (result.isSuccessful() && isVideo(result.body())) {
                    return new Video(operation, new VideoMetadata(response), call, result);
                }
                result.close();
                failure = new IOException("it answered " + result.code() + " without a video");
                at = next(result, at);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw unexpected(operation, response, json, "the video is finished and waits at " + link
                + ", but it could not be fetched from there (" + failure.getMessage() + ")", failure);
    }

    private static HttpUrl next(Response result, HttpUrl at) {
        HttpUrl next = result.isRedirect() ? at.resolve(result.header("Location", "")) : null;
        return next != null && BaseUrl.isSafe(next) ? next : at;
    }

    private static UnexpectedResponseException unexpected(
            Operation operation, Response response, String body, String reason, IOException cause) {
        return new UnexpectedResponseException(
                Failure.answered(operation, response.code(), requestId(response), body, reason, null).cause(cause));
    }

    private static String described(ResponseBody body) throws IOException {
        body.source().request(FIRST_BYTES);
        Buffer start = body.source().getBuffer();
        ByteString first = start.snapshot((int) Math.min(FIRST_BYTES, start.size()));
        return (body.contentType() == null ? "bytes without a media type" : body.contentType())
                + (first.size() == 0 ? ", empty" : ", beginning with " + visible(first));
    }

    private static String visible(ByteString bytes) {
        String text = bytes.string(StandardCharsets.ISO_8859_1);
        return text.matches("[ -~\\r\\n\\t]*") ? "\"" + text.trim() + "\"" : "bytes " + bytes.hex();
    }

    private static String requestId(Response response) {
        return new VideoMetadata(response).requestId().orElse(null);
    }

    /** A service may quote the key that it refuses. */
    private static String withoutKey(String text, Response response) {
        String key = response.request().header(ApiConstants.API_KEY_HEADER);
        return key == null ? text : text.replace(key, "<redacted>");
    }
}
