package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StateUpdate;
import java.util.ArrayList;
import java.util.List;

/** {@code supersteps} of a thread that is made with a state: section 5.2 of the protocol. */
final class SuperstepsJson {
    private SuperstepsJson() {}

    static List<List<StateUpdate>> read(Fields body) {
        List<List<StateUpdate>> supersteps = new ArrayList<>();
        for (Fields superstep : body.objects("supersteps")) {
            supersteps.add(superstep.objects("updates").stream()
                    .map(SuperstepsJson::update)
                    .toList());
        }
        return supersteps;
    }

    /** What a node wrote, plainly or as a command. */
    private static StateUpdate update(Fields update) {
        Fields command = update.inner("command");
        JsonNode goTo = command == null ? MissingNode.getInstance() : command.any("goto");
        if ((goTo.isValueNode() && !goTo.isNull()) || !goTo.isEmpty()) {
            throw new ProblemException(new Problem.Unsupported(
                    update.path("command.goto"), Fields.describe(goTo), "name the node that leads there in as_node"));
        }
        return new StateUpdate(
                command == null ? update.object("values") : command.object("update"),
                update.text("as_node"),
                null,
                null,
                null);
    }
}
