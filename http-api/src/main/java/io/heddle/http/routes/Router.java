package io.heddle.http.routes;

import io.heddle.http.problem.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.Uri;

/** Finds the endpoint of a request: 404 if no path fits, 405 if one does but not with that method. Immutable. */
public final class Router {
    private final List<Endpoint> endpoints;

    public Router(List<Endpoint> endpoints) {
        this.endpoints = endpoints.stream()
                .sorted(Comparator.comparingLong(Endpoint::parameters))
                .toList();
    }

    /** Every endpoint, for whoever compares them with a document. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The endpoint meant, and the values of its path's parameters. */
    public Match match(HttpRequest request) {
        return match(request.method().value(), segments(request));
    }

    Match match(String method, List<String> segments) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.fits(segments)) {
                if (endpoint.method().equals(method)) {
                    return new Match(endpoint, endpoint.parameters(segments));
                }
                allowed.add(endpoint.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Refusal.noSuchPath();
        }
        throw Refusal.wrongMethod(method, allowed);
    }

    /** Methods with which the path of a request may be used; empty if there is no such path. */
    public TreeSet<String> methods(HttpRequest request) {
        List<String> segments = segments(request);
        TreeSet<String> methods = new TreeSet<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.fits(segments)) {
                methods.add(endpoint.method());
            }
        }
        return methods;
    }

    /** The path's segments, percent-decoded once; an empty segment stays one, so that {@code //} fits no path. */
    private static List<String> segments(HttpRequest request) {
        List<String> segments = new ArrayList<>();
        Uri.Path rest = request.getUri().asScala().path();
        while (!rest.isEmpty()) {
            rest = rest.tail();
            if (rest.isEmpty() || rest.startsWithSlash()) {
                segments.add("");
            } else {
                segments.add((String) rest.head());
                rest = rest.tail();
            }
        }
        return segments;
    }

    /** A request's endpoint and the values of its path's parameters. */
    public record Match(Endpoint endpoint, Map<String, String> parameters) {}
}
