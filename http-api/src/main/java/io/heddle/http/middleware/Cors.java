package io.heddle.http.middleware;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Lets browser pages of the origins configured call the gateway and read the headers that LangGraph's clients live by:
 * without {@code Content-Location} a page never learns the id of its run.
 */
public final class Cors {
    private static final HttpHeader EXPOSED = RawHeader.create(
            "Access-Control-Expose-Headers",
            "content-location, location, x-pagination-total, x-pagination-next, retry-after, x-request-id");
    private static final HttpHeader FOR_EVERYONE = RawHeader.create("Access-Control-Allow-Origin", "*");
    private static final Set<String> ALLOWED =
            Set.of("content-type", "authorization", "last-event-id", "prefer", "accept", "cache-control");
    private static final String PREFLIGHT_SECONDS = "86400";

    private final List<String> origins;
    private final boolean everyone;

    /** @param origins {@code *} among them allows all */
    public Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
        this.everyone = origins.contains("*");
    }

    /** Whether a request only asks what another one would be allowed to do. */
    public static boolean isPreflight(HttpRequest request) {
        return request.method().value().equals("OPTIONS")
                && request.getHeader("Access-Control-Request-Method").isPresent();
    }

    /** The answer to a preflight of a path that knows these methods. */
    public HttpResponse preflight(HttpRequest request, Collection<String> methods) {
        String headers = request.getHeader("Access-Control-Request-Headers")
                .map(HttpHeader::value)
                .map(Cors::allowedOf)
                .orElse("");
        HttpResponse answer = HttpResponse.create()
                .withStatus(204)
                .addHeader(RawHeader.create("Access-Control-Allow-Methods", String.join(", ", methods) + ", OPTIONS"))
                .addHeader(RawHeader.create("Access-Control-Max-Age", PREFLIGHT_SECONDS));
        return headers.isEmpty() ? answer : answer.addHeader(RawHeader.create("Access-Control-Allow-Headers", headers));
    }

    /** Adds to any answer what the browser needs to hand it on. */
    public HttpResponse decorate(HttpRequest request, HttpResponse answer) {
        HttpResponse exposed = answer.addHeader(EXPOSED);
        if (everyone) {
            return exposed.addHeader(FOR_EVERYONE);
        }
        HttpResponse varied = exposed.addHeader(RawHeader.create("Vary", "Origin"));
        Optional<String> origin =
                request.getHeader("Origin").map(HttpHeader::value).filter(origins::contains);
        return origin.isPresent()
                ? varied.addHeader(RawHeader.create("Access-Control-Allow-Origin", origin.get()))
                : varied;
    }

    private static String allowedOf(String asked) {
        return Stream.of(asked.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(name -> ALLOWED.contains(name) || name.matches("x-[a-z0-9-]+"))
                .collect(Collectors.joining(", "));
    }
}
