// The normal form: what remains of LangGraph's answers once everything that may differ is taken away (../README.md).
import { BaseMessage, coerceMessageLikeToMessage } from "@langchain/core/messages";
import { channelsOf, subgraphsOf } from "./graph.mjs";

export class Normal {
  #channels;
  #text;
  #subgraphs;
  #checkpoints;
  #interrupts = new Map();

  constructor(document, checkpoints) {
    this.#channels = channelsOf(document.graph);
    this.#text = JSON.stringify(document);
    this.#subgraphs = new Set(subgraphsOf(document.graph));
    this.#checkpoints = new Map(checkpoints.map((id, place) => [id, place]));
  }

  /** What a session came to: after each action, and at its end. */
  outcome(taken, history) {
    return {
      actions: taken.map(({ failure, events, state }) => ({
        error: failure && this.#error(failure),
        state: this.#state(state),
        stream: this.#stream(events),
      })),
      history: history.map((moment) => this.#state(moment)),
    };
  }

  #state(snapshot) {
    if (snapshot.unreadable) return { error: this.#error(snapshot.unreadable) };
    return {
      id: this.#checkpoints.get(snapshot.config?.configurable?.checkpoint_id) ?? null,
      parent: this.#checkpoints.get(snapshot.parentConfig?.configurable?.checkpoint_id) ?? null,
      ...this.#moment(snapshot),
    };
  }

  #moment(snapshot) {
    const tasks = inOrder(snapshot.tasks);
    return {
      step: snapshot.metadata?.step ?? null,
      source: snapshot.metadata?.source ?? null,
      next: nextInOrder(tasks, snapshot.next),
      tasks: tasks.map((task) => this.#task(task)),
      values: this.#values(snapshot.values),
    };
  }

  #task(task) {
    const child = task.state?.metadata && !task.error ? this.#moment(task.state) : null;
    return {
      name: task.name,
      interrupts: this.#inOrder(task.interrupts),
      error: task.error ? this.#error(task.error) : null,
      result: this.#result(task.name, task.result),
      ...(child && { child }),
    };
  }

  /** In the order of their numbers: siblings in a subgraph ask in any order. */
  #inOrder(interrupts) {
    return interrupts.map((each) => this.#interrupt(each)).sort((a, b) => a.id - b.id);
  }

  #interrupt({ id, value }) {
    return { id: numbered(this.#interrupts, id), value: this.#plain(value) };
  }

  /** The kind of an error; what a node of the case threw keeps its words. */
  #error(failure) {
    const { name, message } = failure;
    if (name === "ScriptedFailure") return `node: ${message}`;
    if (name === "GraphRecursionError") return "recursion-limit";
    if (name === "EmptyInputError") return "empty-input";
    if (/unknown or null destination/.test(message)) return "unknown-target";
    if (/ID that doesn't exist/.test(message)) return "unknown-message";
    if (name === "InvalidUpdateError") return "invalid-update";
    return `${name}: ${message}`;
  }

  /** Interrupts are told once, together, at the end. */
  #stream(events) {
    const shown = [];
    const interrupts = new Map();
    let interrupted = false;
    for (const [mode, data] of events) {
      if ("__interrupt__" in data) {
        interrupted = true;
        for (const each of data.__interrupt__) interrupts.set(each.id, each);
      } else if (mode === "values") {
        shown.push(["values", this.#values(data)]);
      } else if (!data.__metadata__?.cached) {
        for (const [node, update] of Object.entries(data)) shown.push(["updates", { [node]: this.#result(node, update) }]);
      }
    }
    if (interrupted) shown.push(["interrupts", this.#inOrder([...interrupts.values()])]);
    return shown;
  }

  #values(values) {
    return this.#written(values ?? {});
  }

  /** What a task wrote. A subgraph's is not compared: one engine shows all that it left, the other what it changed. */
  #result(node, written) {
    if (this.#subgraphs.has(node)) return null;
    const result = this.#written(written ?? {});
    return Object.keys(result).length === 0 ? null : result;
  }

  #written(values) {
    if (Array.isArray(values)) return values.map((each) => this.#written(each));
    return Object.fromEntries(
      Object.entries(values).map(([channel, value]) => [
        channel,
        this.#channels[channel] === "messages" ? this.#messages(value) : this.#plain(value),
      ]),
    );
  }

  #plain(value) {
    if (value === undefined || value === null) return null;
    if (BaseMessage.isInstance(value)) return this.#message(value);
    if (Array.isArray(value)) return value.map((each) => this.#plain(each));
    if (typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#plain(each)]));
  }

  #messages(value) {
    if (value && "__overwrite__" in Object(value)) return { __overwrite__: this.#messages(value.__overwrite__) };
    return [value].flat().map((each) => this.#message(each));
  }

  /** An id that the case does not name was made up by the engine. */
  #message(like) {
    const message = coerceMessageLikeToMessage(like);
    const type = message.getType();
    const id = message.id && this.#text.includes(JSON.stringify(message.id)) ? message.id : "made-up";
    return type === "remove" ? { type, id: message.id } : { type, id, content: message.content };
  }
}

function numbered(numbers, id) {
  if (!numbers.has(id)) numbers.set(id, numbers.size);
  return numbers.get(id);
}

const isSent = (task) => task.path?.[0] === "__pregel_push";

/** Nodes by name, then Sends in the order in which they were sent: as their writes are applied. */
export function inOrder(tasks) {
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return [...tasks.filter((task) => !isSent(task)).sort(byName), ...tasks.filter(isSent)];
}

function nextInOrder(tasks, next) {
  const left = [...next];
  return tasks.map((task) => task.name).filter((name) => {
    const place = left.indexOf(name);
    if (place < 0) return false;
    left.splice(place, 1);
    return true;
  });
}
