package io.heddle.jdbc;

import io.heddle.json.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a JSON document where PostgreSQL's {@code jsonb} cannot hold it, so that one strange value neither stops
 * a writer nor fails everybody's search. Pure.
 *
 * <p>Zero characters and halves of surrogate pairs become the replacement character, numbers beyond every use become null.
 * Applied to what is stored and to what is looked for alike, so that a document still contains itself.
 */
public final class JsonbText {
    private static final String REPLACEMENT = "\\ufffd";
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LARGEST_EXPONENT = 300;

    /** A string or a number; everything else of JSON is left alone. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9]++(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\\\u[dD][c-fC-F][0-9a-fA-F]{2}|u([0-9a-fA-F]{4})|.)");

    private JsonbText() {}

    /** The document's own text if {@code jsonb} takes it, else what stands for it. */
    public static String of(JsonValue json) {
        String other = replacement(json);
        return other == null ? json.toString() : other;
    }

    /** What stands for a document whose own text {@code jsonb} refuses; null if it takes it. */
    public static @Nullable String replacement(JsonValue json) {
        if (!isSuspicious(json.utf8())) {
            return null;
        }
        String text = json.toString();
        String other = replaced(text);
        return other.equals(text) ? null : other;
    }

    /** As it stands inside of a document for a text that PostgreSQL cannot hold. */
    public static String of(String text) {
        int[] safe = text.codePoints()
                .map(point -> point == 0 || isHalf(point) ? 0xFFFD : point)
                .toArray();
        return new String(safe, 0, safe.length);
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static String replaced(String text) {
        Matcher tokens = TOKEN.matcher(text);
        StringBuilder out = new StringBuilder(text.length());
        while (tokens.find()) {
            String token = tokens.group();
            String safe = token.charAt(0) == '"' ? string(token) : number(token);
            tokens.appendReplacement(out, Matcher.quoteReplacement(safe));
        }
        return tokens.appendTail(out).toString();
    }

    private static String string(String token) {
        return ESCAPE.matcher(token).replaceAll(found -> {
            String code = found.group(2);
            boolean refused = code != null && (code.equals("0000") || code.matches("[dD][89a-fA-F].."));
            return Matcher.quoteReplacement(refused ? REPLACEMENT : found.group());
        });
    }

    private static String number(String token) {
        int exponent = Math.max(token.indexOf('e'), token.indexOf('E'));
        if (token.length() > LONGEST_NUMBER) {
            return "null";
        }
        if (exponent < 0) {
            return token;
        }
        String power = token.substring(exponent + 1).replaceFirst("^[+-]?0*", "");
        boolean huge = power.length() > 3 || (!power.isEmpty() && Integer.parseInt(power) > LARGEST_EXPONENT);
        return huge ? "null" : token;
    }

    /** A cheap look, since almost nothing is: an escape by number in a string; outside, an exponent or very many digits. */
    private static boolean isSuspicious(byte[] utf8) {
        boolean inString = false;
        int digits = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (inString) {
                if (b == '\\') {
                    i++;
                    if (i < utf8.length && utf8[i] == 'u') {
                        return true;
                    }
                } else if (b == '"') {
                    inString = false;
                }
            } else if (b == '"') {
                inString = true;
            } else if (b >= '0' && b <= '9') {
                digits++;
            } else if (digits > 0 && (b == 'e' || b == 'E')) {
                return true;
            } else {
                digits = b == '.' ? digits : 0;
            }
            if (digits > LONGEST_NUMBER) {
                return true;
            }
        }
        return false;
    }
}
