package io.heddle.api;

import java.util.List;

/**
 * A page of assistants.
 *
 * @param total how many match in all
 */
public record AssistantPage(List<AssistantView> assistants, long total) {
    public AssistantPage {
        assistants = List.copyOf(assistants);
    }
}
