package io.heddle.prebuilt;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Objects;

/**
 * What a reviewer says to a proposal. In JSON {@code {"type":"approve"}}, {@code {"type":"edit","edited":…}} or
 * {@code {"type":"reject","message":"…"}}; LangChain's {@code edited_action} is read as well.
 *
 * @param <T> what is proposed
 */
public sealed interface Decision<T> {
    /** As it is. */
    @JsonTypeName("approve")
    record Approve<T>() implements Decision<T> {}

    /** This instead. */
    @JsonTypeName("edit")
    record Edit<T>(@JsonAlias("edited_action") T edited) implements Decision<T> {}

    /** No; the message says why. */
    @JsonTypeName("reject")
    record Reject<T>(String message) implements Decision<T> {
        public Reject {
            message = Objects.requireNonNullElse(message, "");
        }
    }

    static <T> Decision<T> approve() {
        return new Approve<>();
    }

    static <T> Decision<T> edit(T edited) {
        return new Edit<>(edited);
    }

    static <T> Decision<T> reject(String message) {
        return new Reject<>(message);
    }
}
