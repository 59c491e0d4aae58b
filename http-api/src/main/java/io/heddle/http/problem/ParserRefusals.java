package io.heddle.http.problem;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers requests that are no HTTP at all, before any route sees them. Pekko names this class in its settings and wants a
 * Scala object, hence the field's name. What the parser calls 501 or 505 is the client's fault, so it is told so.
 */
public final class ParserRefusals extends ParsingErrorHandler {
    /** The only instance, under the name by which Scala objects are found. */
    public static final ParserRefusals MODULE$ = new ParserRefusals();

    private ParserRefusals() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        int known = status.intValue();
        int answer = known == 501 ? 405 : known >= 500 ? 400 : known;
        String detail =
                error.summary().isEmpty() ? "The request is not HTTP/1.1 as this server reads it." : error.summary();
        return HttpResponse.create().withStatus(answer).withEntity(ErrorBody.JSON.of("malformed-http", detail));
    }
}
