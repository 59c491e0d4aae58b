package io.heddle.prebuilt;

import com.fasterxml.jackson.databind.JavaType;
import io.heddle.graph.Command;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.TypeRef;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A node that lets nothing through unless a person agrees to what a channel holds: approves, edits it, or rejects it and says
 * why. Whoever asks gets that channel's value, and answers with a {@link Decision}.
 *
 * <pre>{@code
 * static final ApprovalGate<Email> GATE =
 *         ApprovalGate.of("approval", DRAFT).approved(SEND).rejected(WRITE, REMARKS);
 *
 * GATE.in(g);
 * g.after(WRITE).to(GATE.node());
 *
 * thread.answer(GATE.question(), Decision.reject("too long"));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param <T> what is proposed
 */
public final class ApprovalGate<T> {
    private final NodeKey<Void> node;
    private final Question<T, Decision<T>> question;
    private final ValueChannel<T> proposal;
    private final NodeKey<?> approved;
    private final NodeKey<?> rejected;
    private final @Nullable LogChannel<String> reasons;

    private ApprovalGate(
            NodeKey<Void> node,
            Question<T, Decision<T>> question,
            ValueChannel<T> proposal,
            NodeKey<?> approved,
            NodeKey<?> rejected,
            @Nullable LogChannel<String> reasons) {
        this.node = node;
        this.question = question;
        this.proposal = proposal;
        this.approved = approved;
        this.rejected = rejected;
        this.reasons = reasons;
    }

    /**
     * A gate that ends the graph, however it is answered, until it is told where to lead.
     *
     * @param name of the node and of the question
     * @param proposal holds what is asked about, and takes an edit
     */
    public static <T> ApprovalGate<T> of(String name, ValueChannel<T> proposal) {
        JavaType decision = Json.mapper().getTypeFactory().constructParametricType(Decision.class, proposal.type());
        return new ApprovalGate<>(
                NodeKey.of(name),
                Question.of(name, TypeRef.of(proposal.type()), TypeRef.of(decision)),
                proposal,
                Graph.END,
                Graph.END,
                null);
    }

    /** Where an approved or edited proposal goes. */
    public ApprovalGate<T> approved(NodeKey<?> next) {
        return new ApprovalGate<>(node, question, proposal, next, rejected, reasons);
    }

    /** Where to go when the proposal is rejected. */
    public ApprovalGate<T> rejected(NodeKey<?> next) {
        return new ApprovalGate<>(node, question, proposal, approved, next, reasons);
    }

    /** As {@link #rejected(NodeKey)}, writing the reason into {@code log}. */
    public ApprovalGate<T> rejected(NodeKey<?> next, LogChannel<String> log) {
        return new ApprovalGate<>(node, question, proposal, approved, next, log);
    }

    /** Adds the gate and its question to a graph; its channels are declared there. */
    public void in(GraphBuilder g) {
        g.questions(question);
        g.node(node, this::decide, handle -> handle.mayGoTo(approved, rejected));
        g.after(node).end();
    }

    /** The gate's node, for edges that lead to it. */
    public NodeKey<Void> node() {
        return node;
    }

    /** What the gate asks, and the key to its answer. */
    public Question<T, Decision<T>> question() {
        return question;
    }

    private Command decide(View state, NodeContext context) {
        return switch (context.ask(question, state.get(proposal))) {
            case Decision.Approve<T>() -> Command.goTo(approved);
            case Decision.Edit<T>(T edited) -> Command.goTo(approved).update(proposal.set(edited));
            case Decision.Reject<T>(String why) ->
                reasons == null
                        ? Command.goTo(rejected)
                        : Command.goTo(rejected).update(reasons.add(why));
        };
    }
}
