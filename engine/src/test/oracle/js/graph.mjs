// Builds a LangGraph of a case's graph document; see ../README.md for the form.
import { Annotation, BinaryOperatorAggregate, END, START, StateGraph, messagesStateReducer } from "@langchain/langgraph";
import { EphemeralValue, Topic } from "@langchain/langgraph/channels";
import { name, nodeFunction, routerFunction } from "./scripts.mjs";

const aggregate = (reducer, initial) => () => new BinaryOperatorAggregate(reducer, initial);
const CHANNELS = {
  value: () => Annotation(),
  log: aggregate((old, more) => old.concat(more), () => []),
  messages: aggregate(messagesStateReducer, () => []),
  sum: aggregate((sum, more) => sum + more, () => 0),
  text: aggregate((old, more) => old + more, () => ""),
  set: aggregate((old, more) => [...old, ...more.filter((each) => !old.includes(each))], () => []),
  last: aggregate((_, last) => last),
  ephemeral: () => new EphemeralValue(),
  topic: () => new Topic(),
};

export const channelsOf = (graph) => graph.channels ?? { log: "log" };

/** Names of the nodes that are graphs, at any depth. */
export const subgraphsOf = (graph) =>
  Object.entries(graph.nodes ?? {}).flatMap(([node, { graph: inner }]) => (inner ? [node, ...subgraphsOf(inner)] : []));

export function compile(graph, runs, checkpointer, path = "") {
  const channels = channelsOf(graph);
  const edges = edgesOf(graph);
  const behaviours = behavioursOf(graph, edges, channels);
  const builder = new StateGraph(Object.fromEntries(Object.entries(channels).map(([key, kind]) => [key, CHANNELS[kind]])));
  for (const [node, behaviour] of Object.entries(behaviours)) {
    const own = `${path}${node}`;
    const inner = behaviour.graph && compile(behaviour.graph, runs, PERSISTENCE[behaviour.persist], `${own}/`);
    builder.addNode(node, inner ? subgraph(inner, behaviour) : nodeFunction(own, behaviour, runs), {
      ...(inner && { subgraphs: [inner] }),
      ends: gotosOf(behaviour),
      defer: graph.deferred?.includes(node) ?? false,
    });
  }
  for (const { from, join, to } of edges) {
    if (join && to !== END) builder.addEdge(from, to);
    else for (const each of from) builder.addEdge(each, to);
  }
  for (const [from, route] of Object.entries(graph.routes ?? {})) {
    builder.addConditionalEdges(end(from), routerFunction(route), routedOf(route));
  }
  return builder.compile({ checkpointer, interruptBefore: graph.before, interruptAfter: graph.after });
}

/** Of a subgraph; without a word it inherits. */
const PERSISTENCE = { own: true, none: false };

/** A graph as a node; with channels of its own it is called by a function that maps them. */
function subgraph(inner, { in: given, out: taken }) {
  if (!given) return inner;
  return async (state, config) => mapped(taken, await inner.invoke(mapped(given, state), config));
}

const mapped = (names, state) =>
  Object.fromEntries(Object.entries(names).flatMap(([to, from]) => (from in state ? [[to, state[from]]] : [])));

const end = (node) => ({ START, END })[node] ?? node;

/** "START -> a -> b + c -> d": a leads to b and to c, and d waits for both. */
function edgesOf(graph) {
  return (graph.edges ?? []).flatMap((line) => {
    const groups = line.split("->").map((group) => ({
      join: group.includes("+"),
      nodes: group.split(/[+,]/).map((node) => end(node.trim())),
    }));
    return groups.slice(1).flatMap(({ nodes }, i) =>
      nodes.map((to) => ({ from: groups[i].nodes, join: groups[i].join, to })),
    );
  });
}

/** A node that is only named as a source or a target writes its name to the log. */
function behavioursOf(graph, edges, channels) {
  const nodes = new Set([
    ...Object.keys(graph.nodes ?? {}),
    ...edges.flatMap(({ from, to }) => [...from, to]),
    ...Object.entries(graph.routes ?? {}).flatMap(([from, route]) => [end(from), ...routedOf(route)]),
    ...Object.values(graph.nodes ?? {}).flatMap(gotosOf),
  ]);
  nodes.delete(START);
  nodes.delete(END);
  const silent = "log" in channels ? (node) => ({ write: { log: [node] } }) : () => ({});
  return Object.fromEntries([...nodes].map((node) => [node, graph.nodes?.[node] ?? silent(node)]));
}

const targetName = (target) => name(typeof target === "string" ? target : target.to);

/** The targets that a route declares; those that it can choose unless it says otherwise. */
const routedOf = (route) =>
  [...new Set((route.targets ?? [...Object.values(route.when ?? {}), route.else ?? []]).flat().map(targetName))];

const scriptsOf = (behaviour) =>
  Array.isArray(behaviour) ? behaviour : "when" in behaviour ? [...Object.values(behaviour.when), behaviour.else ?? {}] : [behaviour];

/** Where a node may go besides its edges; a subgraph's node, where the nodes in it go in the graph around it. */
function gotosOf(behaviour) {
  const gotos =
    "graph" in behaviour
      ? Object.values(behaviour.graph.nodes ?? {}).flatMap((each) => ("graph" in each ? [] : scriptsOf(each).map(({ parent }) => parent?.goto)))
      : scriptsOf(behaviour).map(({ goto }) => goto);
  return [...new Set(gotos.flatMap((targets) => [targets ?? []].flat().map(targetName)))];
}
