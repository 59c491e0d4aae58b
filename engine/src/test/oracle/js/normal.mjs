// The normal form: what remains of LangGraph's answers once everything that may differ is taken away (../README.md).
import { BaseMessage, coerceMessageLikeToMessage } from "@langchain/core/messages";

export class Normal {
  #channels;
  #text;
  #checkpoints = new Map();
  #interrupts = new Map();

  constructor(channels, text) {
    this.#channels = channels;
    this.#text = text;
  }

  checkpoint(id) {
    return id === undefined || id === null ? null : numbered(this.#checkpoints, id);
  }

  state(snapshot) {
    return {
      id: this.checkpoint(snapshot.config?.configurable?.checkpoint_id),
      parent: this.checkpoint(snapshot.parentConfig?.configurable?.checkpoint_id),
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
    const child = task.state?.tasks && task.state.metadata ? this.#moment(task.state) : null;
    return {
      name: task.name,
      interrupts: task.interrupts.map((each) => this.#interrupt(each)),
      error: task.error ? this.error(task.error) : null,
      result: task.result === undefined ? null : this.#written(task.result),
      ...(child && { child }),
    };
  }

  #interrupt({ id, value }) {
    return { id: numbered(this.#interrupts, id), value: this.#plain(value) };
  }

  /** The kind of an error; what a node of the case threw keeps its words. */
  error(failure) {
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
  stream(events) {
    const shown = [];
    const interrupts = new Map();
    let interrupted = false;
    for (const [mode, data] of events) {
      if ("__interrupt__" in data) {
        interrupted = true;
        for (const each of data.__interrupt__) interrupts.set(each.id, this.#interrupt(each));
      } else if (mode === "values") {
        shown.push(["values", this.#values(data)]);
      } else if (!data.__metadata__?.cached) {
        for (const [node, update] of Object.entries(data)) shown.push(["updates", { [node]: this.#written(update ?? {}) }]);
      }
    }
    if (interrupted) shown.push(["interrupts", [...interrupts.values()].sort((a, b) => a.id - b.id)]);
    return shown;
  }

  #values(values) {
    return this.#written(values ?? {});
  }

  #written(values) {
    if (Array.isArray(values)) return values.map((each) => this.#written(each));
    return Object.fromEntries(
      Object.entries(values).map(([channel, value]) => [
        channel,
        this.#channels[channel] === "messages" ? [value].flat().map((each) => this.#message(each)) : this.#plain(value),
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

/** Sends in the order in which they were sent, then nodes by name. */
export function inOrder(tasks) {
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return [...tasks.filter(isSent), ...tasks.filter((task) => !isSent(task)).sort(byName)];
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
