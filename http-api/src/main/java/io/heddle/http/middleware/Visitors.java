package io.heddle.http.middleware;

import io.heddle.api.Access;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, as far as that is to be kept of a session. Immutable.
 *
 * @param userHeader the header in which a proxy that knows the user names them; empty for none
 * @param address what is kept of a client's address
 * @param addressHeader the header in which a proxy tells the client's address; empty for the connection's own
 * @param salt what is hashed together with an address
 */
public record Visitors(String userHeader, Address address, String addressHeader, String salt) {
    private static final int LONGEST = 200;
    private static final int HASH_BYTES = 16;

    /** What is kept of a client's address. */
    public enum Address {
        /** Nothing. */
        OFF,
        /** A number by which it is known again and not told: half of SHA-256 of salt and address, in hexadecimal. */
        HASHED,
        /** The address itself. */
        PLAIN;

        public static Address named(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public Access of(HttpRequest request) {
        String user = header(request, userHeader);
        String from = address == Address.OFF ? null : clientAddress(request);
        return user == null && from == null
                ? Access.UNKNOWN
                : new Access(user, from == null || address == Address.PLAIN ? from : hashed(from));
    }

    private @Nullable String clientAddress(HttpRequest request) {
        String told = header(request, addressHeader);
        return told == null
                ? request.getAttribute(AttributeKeys.remoteAddress)
                        .flatMap(remote -> remote.getAddress())
                        .map(found -> found.getHostAddress())
                        .orElse(null)
                : told.split(",", 2)[0].strip();
    }

    private static @Nullable String header(HttpRequest request, String name) {
        return name.isEmpty()
                ? null
                : request.getHeader(name)
                        .map(HttpHeader::value)
                        .filter(value -> !value.isBlank() && value.length() <= LONGEST && value.indexOf(0) < 0)
                        .orElse(null);
    }

    private String hashed(String from) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((salt + from).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
