package io.heddle.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Leads an event from one version to the next; may change the tree it is given. Pure: the same tree gives the same tree. A
 * tree without {@code run} speaks of the run that its row is about.
 */
@FunctionalInterface
public interface Upcaster {
    ObjectNode up(ObjectNode older);
}
