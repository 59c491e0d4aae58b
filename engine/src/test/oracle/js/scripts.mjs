// What nodes and routers of a case do: the same few rules are written again in Java (ScriptedNode, ScriptedRoute).
import { Command, END, Send, interrupt } from "@langchain/langgraph";

/** A node that fails lets its siblings finish first, so that what they came to does not depend on who was faster. */
const siblingsAreDone = () => new Promise((done) => setTimeout(done, 3));

/** What a node is sent that reads no state; tells an argument from a state. */
class Sent {
  constructor(arg) {
    this.$arg = arg;
  }
}

/** How often each node has run to an end, across all actions of a session. */
export class Runs {
  #ended = new Map();
  of(node) {
    return this.#ended.get(node) ?? 0;
  }
  ended(node) {
    this.#ended.set(node, this.of(node) + 1);
  }
}

export function nodeFunction(path, behaviour, runs) {
  return async (input) => {
    const sent = input !== null && typeof input === "object" && "$arg" in input;
    const world = { state: sent ? {} : input, arg: sent ? input.$arg : null, answers: [], run: runs.of(path) + 1 };
    const script = chosen(behaviour, world);
    for (const question of script.interrupt ?? []) {
      world.answers.push(interrupt(evaluate(question, world)));
    }
    try {
      if (script.fail) {
        await siblingsAreDone();
        throw Object.assign(new Error(script.fail), { name: "ScriptedFailure" });
      }
      return outcome(script, world);
    } finally {
      runs.ended(path);
    }
  };
}

function outcome(script, world) {
  const update = script.write && evaluate(script.write, world);
  if (script.parent) {
    const { write, goto } = script.parent;
    return new Command({
      graph: Command.PARENT,
      update: write && evaluate(write, world),
      goto: targets(goto ?? [], world),
    });
  }
  if (script.goto) return new Command({ update, goto: targets(script.goto, world) });
  return update ?? null;
}

export const routerFunction = (route) => (state) =>
  targets(pick(route, { state }) ?? [], { state, arg: null, answers: [] });

/** Node names and Sends that a list of targets stands for. */
export function targets(list, world) {
  return [list].flat().flatMap((target) => {
    if (typeof target === "string") return [name(target)];
    if ("state" in target) return [new Send(target.to, evaluate(target.state, world))];
    const items = "each" in target ? evaluate(target.each, world) : [evaluate(target.arg, world)];
    return items.map((item) => new Send(target.to, new Sent(item)));
  });
}

export const name = (target) => (target === "END" ? END : target);

function chosen(behaviour, world) {
  if (Array.isArray(behaviour)) return behaviour[Math.min(world.run, behaviour.length) - 1];
  return "when" in behaviour ? (pick(behaviour, world) ?? {}) : behaviour;
}

/** Looks a channel's value up in a table; of a list, its length. */
function pick(table, { state }) {
  const value = table.by === undefined ? null : (state[table.by] ?? null);
  const key = String(Array.isArray(value) ? value.length : value);
  return table.when?.[key] ?? table.else;
}

/** Replaces references in a value by what they stand for. */
export function evaluate(value, world) {
  if (Array.isArray(value)) return value.map((each) => evaluate(each, world));
  if (value === null || typeof value !== "object") return value;
  if ("$state" in value) return world.state[value.$state] ?? null;
  if ("$arg" in value) return value.$arg === true ? world.arg : (world.arg?.[value.$arg] ?? null);
  if ("$answer" in value) return world.answers[value.$answer];
  if ("$run" in value) return world.run;
  if ("$text" in value) return value.$text.map((each) => text(evaluate(each, world))).join("");
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, evaluate(each, world)]));
}

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
