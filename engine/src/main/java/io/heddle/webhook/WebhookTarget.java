package io.heddle.webhook;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a webhook leads to. Law: an address that only this machine or its network knows is never called unless the settings
 * say so; what counts is the address that is connected to, whatever the name says. Immutable.
 *
 * @param path with the query
 */
record WebhookTarget(boolean secure, String host, int port, String path) {
    private static final int LONGEST = 2_048;

    /** Refuses what is no URL that may be called. Looks no name up. */
    static WebhookTarget parse(String url, WebhookSettings settings) {
        URI uri = uri(url, settings);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if ((!secure && !scheme.equals("http")) || uri.getHost() == null || uri.getUserInfo() != null) {
            throw refuse(url, "an http or https URL with a host and without a user");
        }
        String host = uri.getHost();
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        if (!settings.privateAddresses() && !url.startsWith("/") && (host.equalsIgnoreCase("localhost") || literal)) {
            checkLiteral(url, host, literal);
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() < 0 ? secure ? 443 : 80 : uri.getPort();
        return new WebhookTarget(secure, host, port, path + query);
    }

    /** The address to connect to; of several, the first. */
    InetAddress resolve(boolean privateToo) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(host);
        if (!privateToo && isPrivate(address)) {
            throw new UnknownHostException(
                    "%s is %s, which is no public address; see heddle.engine.webhook.private-addresses"
                            .formatted(host, address.getHostAddress()));
        }
        return address;
    }

    /** As the Host header has it. */
    String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    /** Whether only this machine or its network knows an address, or nobody does. */
    static boolean isPrivate(InetAddress address) {
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        byte[] bytes = address.getAddress();
        return special
                || (address instanceof Inet4Address && isPrivate4(bytes))
                || (address instanceof Inet6Address && isPrivate6(bytes));
    }

    private static boolean isPrivate4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second == 18 || second == 19));
    }

    /** Unique local ones, and those that carry an address of version 4 inside: NAT64, 6to4, Teredo, and the mapped. */
    private static boolean isPrivate6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        boolean low = first == 0 && bytes[2] == 0 && bytes[3] == 0;
        boolean teredo = first == 0x2001 && bytes[2] == 0 && bytes[3] == 0;
        return (first & 0xfe00) == 0xfc00 || first == 0x64 || first == 0x2002 || teredo || low;
    }

    private static URI uri(String url, WebhookSettings settings) {
        if (url.length() > LONGEST) {
            throw refuse(url, "at most " + LONGEST + " characters");
        }
        try {
            URI uri = URI.create(url);
            if (!url.startsWith("/")) {
                return uri;
            }
            if (settings.self() == null || url.startsWith("//")) {
                throw refuse(url, "a whole URL; a path needs heddle.engine.webhook.self to say where this server is");
            }
            return settings.self().resolve(uri);
        } catch (IllegalArgumentException malformed) {
            throw refuse(url, "an http or https URL");
        }
    }

    private static void checkLiteral(String url, String host, boolean literal) {
        try {
            if (!literal || isPrivate(InetAddress.getByName(host))) {
                throw refuse(url, "a public address; others need heddle.engine.webhook.private-addresses");
            }
        } catch (UnknownHostException malformed) {
            throw refuse(url, "an address that exists");
        }
    }

    private static ProblemException refuse(String found, String expected) {
        return new ProblemException(new Problem.InvalidRequest("webhook", "\"" + found + "\"", expected));
    }
}
