package io.heddle.examples.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.HttpException;
import io.heddle.json.JsonValue;
import io.heddle.langchain4j.UnusableAnswerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** Why a model did not answer. The class says what kind of trouble it is, the message where and what to do about it. */
public abstract sealed class ModelException extends RuntimeException {
    private static final int QUOTED = 200;

    private ModelException(ModelSettings settings, String what, String advice, @Nullable Throwable cause) {
        super("%s: %s; %s".formatted(settings.describe(), what, advice), cause);
    }

    /** The endpoint counts requests or tokens, and there were too many. */
    public static final class ModelRateLimited extends ModelException {
        ModelRateLimited(ModelSettings settings, HttpException cause) {
            super(settings, answered(settings, cause), "wait a little, or raise the account's limit", cause);
        }
    }

    /** The endpoint did not like the request: key, model name, or the conversation itself. */
    public static final class ModelRefused extends ModelException {
        ModelRefused(ModelSettings settings, HttpException cause) {
            super(settings, answered(settings, cause), advice(cause.statusCode()), cause);
        }

        private static String advice(int status) {
            return switch (status) {
                case 401, 403 -> "check OPENAI_API_KEY";
                case 404 -> "check OPENAI_BASE_URL (it usually ends in /v1) and HEDDLE_MODEL";
                default -> "correct the request; the same one will be refused again";
            };
        }
    }

    /** The endpoint is broken at the moment. */
    public static final class ModelUnavailable extends ModelException {
        ModelUnavailable(ModelSettings settings, HttpException cause) {
            super(settings, answered(settings, cause), "its fault, not yours: run again later", cause);
        }
    }

    /** Nobody listens there. */
    public static final class ModelUnreachable extends ModelException {
        ModelUnreachable(ModelSettings settings, Throwable cause) {
            super(settings, "no connection", "check OPENAI_BASE_URL and the network", cause);
        }
    }

    /** The endpoint fell silent. */
    public static final class ModelTimeout extends ModelException {
        ModelTimeout(ModelSettings settings, Throwable cause) {
            super(
                    settings,
                    "silent for %s s".formatted(settings.patience().toMillis() / 1000.0),
                    "run again, or raise HEDDLE_MODEL_PATIENCE",
                    cause);
        }
    }

    /** The answer stopped in its middle; what came of it is not kept. */
    public static final class ModelAnswerCut extends ModelException {
        ModelAnswerCut(ModelSettings settings, String how, Throwable cause) {
            super(settings, "the answer was cut off: " + how, "run again", cause);
        }
    }

    /** The answer is not what the protocol promises. */
    public static final class ModelAnswerUnreadable extends ModelException {
        ModelAnswerUnreadable(ModelSettings settings, String what, @Nullable Throwable cause) {
            super(settings, what, "check that OPENAI_BASE_URL speaks OpenAI's chat completions", cause);
        }
    }

    /** Names a failure by the first cause that says something. */
    static ModelException of(Throwable failure, ModelSettings settings) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ModelException known = known(cause, settings);
            if (known != null) {
                return known;
            }
            root = cause;
        }
        return new ModelAnswerUnreadable(settings, "LangChain4j failed on its answer (%s)".formatted(root), failure);
    }

    private static @Nullable ModelException known(Throwable cause, ModelSettings settings) {
        return switch (cause) {
            case UnusableAnswerException unusable -> of(unusable, settings);
            case HttpException http -> of(http, settings);
            case HttpConnectTimeoutException late -> new ModelUnreachable(settings, late);
            case ConnectException refused -> new ModelUnreachable(settings, refused);
            case UnresolvedAddressException unknown -> new ModelUnreachable(settings, unknown);
            case HttpTimeoutException late -> new ModelTimeout(settings, late);
            case JsonProcessingException garbage ->
                new ModelAnswerUnreadable(settings, "it sent something that is not JSON", garbage);
            case IOException broken -> new ModelAnswerCut(settings, "the connection broke", broken);
            // tidy: Throwable is not a sealed family
            default -> null;
        };
    }

    private static ModelException of(UnusableAnswerException answer, ModelSettings settings) {
        return switch (answer.fault()) {
            case CUT_OFF -> new ModelAnswerCut(settings, "it ended without saying why", answer);
            case EMPTY -> new ModelAnswerUnreadable(settings, "there was no answer in its reply", answer);
        };
    }

    private static ModelException of(HttpException answer, ModelSettings settings) {
        if (answer.statusCode() == 429) {
            return new ModelRateLimited(settings, answer);
        }
        return answer.statusCode() >= 500 ? new ModelUnavailable(settings, answer) : new ModelRefused(settings, answer);
    }

    private static String answered(ModelSettings settings, HttpException answer) {
        String said = wording(String.valueOf(answer.getMessage())).strip().replaceAll("\\s+", " ");
        if (settings.apiKey() != null) {
            said = said.replace(settings.apiKey(), "…");
        }
        String quote = said.length() <= QUOTED ? said : said.substring(0, QUOTED) + "…";
        return "answered %d%s".formatted(answer.statusCode(), quote.isEmpty() ? "" : " “" + quote + "”");
    }

    /** What OpenAI's error objects say, or the text of anything else. */
    private static String wording(String body) {
        try {
            return JsonValue.parse(body).node().at("/error/message").asText(body);
        } catch (UncheckedIOException notJson) {
            return body;
        }
    }
}
