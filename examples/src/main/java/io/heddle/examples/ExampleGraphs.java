package io.heddle.examples;

import io.heddle.examples.agent.Agent;
import io.heddle.examples.approve.Approve;
import io.heddle.examples.chat.Chat;
import io.heddle.examples.claims.Claims;
import io.heddle.examples.delay.Delay;
import io.heddle.examples.edit.Edit;
import io.heddle.examples.mapreduce.MapReduce;
import io.heddle.examples.model.Models;
import io.heddle.examples.nested.Nested;
import io.heddle.examples.plan.PlanAndExecute;
import io.heddle.examples.review.Review;
import io.heddle.examples.supervisor.Newsroom;
import io.heddle.examples.swarm.TravelDesk;
import io.heddle.examples.validate.Validate;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphProvider;
import io.heddle.prebuilt.ChatModel;
import java.util.List;

/** What a node serves when this jar is on its class path: every example, by the id of its graph. */
public final class ExampleGraphs implements GraphProvider {
    @Override
    public List<Graph> graphs() {
        ChatModel model = Models.fromEnvironment();
        return List.of(
                Chat.graph(model),
                Agent.graph(model),
                Delay.graph(),
                Approve.graph(),
                Edit.graph(),
                Review.graph(),
                Validate.graph(),
                MapReduce.graph(),
                Nested.graph(),
                PlanAndExecute.graph(),
                Newsroom.graph(),
                TravelDesk.graph(),
                Claims.graph());
    }
}
