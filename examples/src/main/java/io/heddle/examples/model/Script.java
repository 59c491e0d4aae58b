package io.heddle.examples.model;

import io.heddle.api.Message;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/** What a model says that has neither key nor network: the same to the same conversation. */
@FunctionalInterface
public interface Script {
    Message answer(List<Message> conversation, List<ToolSpec> tools);
}
