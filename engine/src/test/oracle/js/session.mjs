// Runs a case's session on one thread and says what LangGraph did, in the oracle's normal form.
import { Command, MemorySaver } from "@langchain/langgraph";
import { compile } from "./graph.mjs";
import { Normal, inOrder } from "./normal.mjs";
import { Runs, targets } from "./scripts.mjs";

const THREAD = { thread_id: "t" };

export async function play(document) {
  const saver = new MemorySaver();
  const session = new Session(compile(document.graph, new Runs(), saver), saver);
  const taken = [];
  for (const action of document.session) taken.push(await session.act(action));
  return new Normal(document, session.checkpoints()).outcome(taken, await session.history());
}

class Session {
  #app;
  #saver;

  constructor(app, saver) {
    this.#app = app;
    this.#saver = saver;
  }

  /** Does what is asked; what came of it, as LangGraph gives it. */
  async act(action) {
    const events = [];
    let failure = null;
    try {
      if ("update" in action) await this.#update(action);
      else if (!("read" in action)) await this.#run(action, events);
    } catch (thrown) {
      failure = thrown;
    }
    const at = this.#at("read" in action ? action.read : undefined);
    const state = await this.#app.getState({ configurable: { ...THREAD, ...at } }, { subgraphs: true }).catch((unreadable) => ({ unreadable }));
    return { failure, events, state };
  }

  async history() {
    const moments = [];
    for await (const moment of this.#app.getStateHistory({ configurable: THREAD })) moments.push(moment);
    return moments;
  }

  /** The ids of all checkpoints, in the order in which they were made. */
  checkpoints() {
    return Object.keys(this.#saver.storage[THREAD.thread_id]?.[""] ?? {}).sort();
  }

  async #run(action, events) {
    const options = {
      configurable: { ...THREAD, ...this.#at(action.at) },
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
    if ("answer" in action) return this.#answer(action.answer);
    if ("command" in action) {
      const { goto, update, resume } = action.command;
      return new Command({ update, resume, goto: goto && targets(goto, { state: {}, answers: [] }) });
    }
    return null;
  }

  /** Answers by place among the open interrupts become answers by interrupt id; where nothing is open, the run goes on. */
  async #answer(said) {
    const open = openInterrupts(await this.#app.getState({ configurable: THREAD }));
    const places = { all: [...open.keys()], first: [0], last: [open.length - 1] }[said];
    if (places && open.length === 0) return null;
    const byPlace = places ? Object.fromEntries(places.map((place) => [place, `answer ${place}`])) : said;
    return new Command({ resume: Object.fromEntries(Object.entries(byPlace).map(([place, answer]) => [open[place].id, answer])) });
  }

  async #update(action) {
    const node = { END: "__end__", COPY: "__copy__", INPUT: "__input__" }[action.as] ?? action.as;
    await this.#app.updateState({ configurable: { ...THREAD, ...this.#at(action.at) } }, action.update, node);
  }

  #at(place) {
    if (place === undefined) return {};
    const ids = this.checkpoints();
    return { checkpoint_ns: "", checkpoint_id: ids[place % ids.length] };
  }
}

/** Those of all tasks that have not ended, in the normal order of tasks, each once. */
const openInterrupts = ({ tasks }) => {
  const open = inOrder(tasks).filter(({ result }) => result === undefined);
  return [...new Map(open.flatMap(({ interrupts }) => interrupts.map((each) => [each.id, each]))).values()];
};
