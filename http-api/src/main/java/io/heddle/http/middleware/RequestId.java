package io.heddle.http.middleware;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code x-request-id}: the client's, if it is harmless to repeat, or a fresh one; Python's client puts it into errors. */
public final class RequestId {
    private static final String HEADER = "X-Request-Id";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {}

    public static HttpResponse echo(HttpRequest request, HttpResponse answer) {
        String id = request.getHeader(HEADER)
                .map(HttpHeader::value)
                .filter(value -> HARMLESS.matcher(value).matches())
                .orElseGet(RequestId::fresh);
        return answer.addHeader(RawHeader.create(HEADER, id));
    }

    /** Tells requests apart and guards nothing, so it need not be hard to guess. */
    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
