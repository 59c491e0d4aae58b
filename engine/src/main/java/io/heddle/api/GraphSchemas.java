package io.heddle.api;

import io.heddle.json.JsonValue;

/**
 * JSON Schemas, 2020-12, of what a graph takes, gives and holds.
 *
 * @param input of a run's input: an object with a property for each channel that it may write
 * @param output of a run's result
 * @param state of the values at a checkpoint
 * @param config of the configurable values; JSON's null if the graph declares none
 * @param context of a run's context; JSON's null if the graph declares none
 */
public record GraphSchemas(
        String graphId, JsonValue input, JsonValue output, JsonValue state, JsonValue config, JsonValue context) {}
