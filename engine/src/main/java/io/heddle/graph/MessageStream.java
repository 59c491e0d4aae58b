package io.heddle.graph;

import io.heddle.api.Message;

/** A message growing before live viewers. Its id is settled before the first token and is that of the stored message. */
public interface MessageStream {
    String id();

    /** Sends a piece of text. */
    void token(String text);

    /** Ends the message with what was streamed; write it to a messages channel. */
    Message finish();

    /** Ends the message with {@code whole}, which takes this stream's id; for answers that carry more than text. */
    Message finish(Message whole);
}
