// Runs a case's session on one thread and says what LangGraph did, in the oracle's normal form.
import { Command, MemorySaver } from "@langchain/langgraph";
import { channelsOf, compile } from "./graph.mjs";
import { Normal, inOrder } from "./normal.mjs";
import { Runs, targets } from "./scripts.mjs";

const THREAD = { thread_id: "t" };

export async function play(document) {
  const app = compile(document.graph, new Runs(), new MemorySaver());
  const subgraphs = new Set(Object.keys(document.graph.nodes ?? {}).filter((node) => "graph" in document.graph.nodes[node]));
  const session = new Session(app, new Normal(channelsOf(document.graph), JSON.stringify(document)), subgraphs);
  const actions = [];
  for (const action of document.session) actions.push(await session.act(action));
  return { actions, history: await session.history() };
}

class Session {
  #app;
  #normal;
  #subgraphs;

  constructor(app, normal, subgraphs) {
    this.#app = app;
    this.#normal = normal;
    this.#subgraphs = subgraphs;
  }

  async act(action) {
    const events = [];
    let error = null;
    try {
      if ("update" in action) await this.#update(action);
      else if (!("read" in action)) await this.#run(action, events);
    } catch (failure) {
      error = this.#normal.error(failure);
    }
    const state = await this.#state("read" in action ? await this.#at(action.read) : {});
    return { error, stream: this.#normal.stream(events), state };
  }

  async history() {
    await this.#know();
    const moments = [];
    for await (const moment of this.#app.getStateHistory({ configurable: THREAD })) moments.push(moment);
    return moments.map((moment) => this.#normal.state(moment));
  }

  async #run(action, events) {
    const options = {
      configurable: { ...THREAD, ...(await this.#at(action.at)) },
      streamMode: ["values", "updates"],
      ...(action.limit && { recursionLimit: action.limit }),
      ...(action.before && { interruptBefore: action.before }),
      ...(action.after && { interruptAfter: action.after }),
    };
    for await (const event of await this.#app.stream(await this.#input(action), options)) events.push(event);
  }

  async #input(action) {
    if ("input" in action) return action.input;
    if ("resume" in action) return new Command({ resume: action.resume });
    if ("answer" in action) return new Command({ resume: await this.#answers(action.answer) });
    if ("command" in action) {
      const { goto, update, resume } = action.command;
      return new Command({ update, resume, goto: goto && targets(goto, { state: {}, answers: [] }, this.#subgraphs) });
    }
    return null;
  }

  /** Answers by place among the open interrupts become answers by interrupt id. */
  async #answers(byPlace) {
    const open = openInterrupts(await this.#app.getState({ configurable: THREAD }));
    return Object.fromEntries(Object.entries(byPlace).map(([place, answer]) => [open[place].id, answer]));
  }

  async #update(action) {
    const node = { END: "__end__", COPY: "__copy__", INPUT: "__input__" }[action.as] ?? action.as;
    await this.#app.updateState({ configurable: { ...THREAD, ...(await this.#at(action.at)) } }, action.update, node);
  }

  async #state(configurable) {
    await this.#know();
    try {
      return this.#normal.state(await this.#app.getState({ configurable: { ...THREAD, ...configurable } }, { subgraphs: true }));
    } catch (failure) {
      return { error: this.#normal.error(failure) };
    }
  }

  async #at(place) {
    if (place === undefined) return {};
    const ids = await this.#checkpoints();
    return { checkpoint_id: ids[place % ids.length] };
  }

  /** Numbers checkpoints that are new, in the order in which they were made. */
  async #know() {
    for (const id of await this.#checkpoints()) this.#normal.checkpoint(id);
  }

  async #checkpoints() {
    const ids = [];
    for await (const { config } of this.#app.checkpointer.list({ configurable: { ...THREAD, checkpoint_ns: "" } })) {
      ids.push(config.configurable.checkpoint_id);
    }
    return ids.sort();
  }
}

/** Those of all tasks that have not ended, in the normal order of tasks, each once. */
const openInterrupts = ({ tasks }) => {
  const open = inOrder(tasks).filter(({ result }) => result === undefined);
  return [...new Map(open.flatMap(({ interrupts }) => interrupts.map((each) => [each.id, each]))).values()];
};
