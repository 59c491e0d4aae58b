package io.heddle.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a graph made at random has in it. */
enum Feature {
    SEND,
    FORGIVING_SEND,
    JOIN,
    DEFERRED,
    ROUTE,
    CONDITIONAL_ENTRY,
    CYCLE,
    STEP_LIMIT,
    COMMAND,
    GOTO_PARENT,
    SUBGRAPH_PER_CALL,
    SUBGRAPH_PER_THREAD,
    SUBGRAPH_IN_SUBGRAPH,
    THREE_DEEP,
    ASK,
    ASK_SEVERAL,
    INTERRUPT,
    RECORDED_CALL,
    FOLD,
    MESSAGES,
    STREAM,
    FAILURE,
    ERROR_HANDLER,
    RETRY,
    TIMEOUT,
    BREAKPOINT,
    ORDERS,
    GOING_BACK;

    static List<String> titles() {
        return Arrays.stream(values()).map(Feature::title).toList();
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
