// The clients of the matrix: where each one's cases are, how it is made, and what it cannot express.
import { http } from "./http.mjs";

const sdk = (alias) => ({
  folder: "sdk",
  of: async (url) => {
    const { Client } = await import(alias);
    const made = (options) => new Client({ apiUrl: url, apiKey: "any", ...options });
    return { client: made(), made };
  },
});

export const CLIENTS = {
  "sdk-1.11": sdk("sdk-1.11"),
  "sdk-1.15": sdk("sdk-1.15"),
  "sdk-2.0": sdk("sdk-2.0"),
  "remote-graph": {
    folder: "remote-graph",
    of: async (url) => {
      const { RemoteGraph } = await import("@langchain/langgraph/remote");
      const { Command } = await import("@langchain/langgraph");
      const graph = (graphId, options) => new RemoteGraph({ graphId, url, apiKey: "any", ...options });
      return { graph, Command, ...(await sdk("sdk-1.15").of(url)) };
    },
  },
  "raw-http": { folder: "raw", of: async (url) => http(url) },
};

/** Why a version has no way to say what a case needs. A case names its need; it does not count for that version. */
export const CANNOT = {
  "sdk-1.11": {},
  "sdk-1.15": {},
  "sdk-2.0": {
    "threads.prune": "2.0.0 has no threads.prune",
    "threads.stream": "2.0.0 has no threads.stream, the client of the thread-centric protocol",
    "runs.cancelMany": "2.0.0 has no runs.cancelMany",
    "threads.get include": "threads.get of 2.0.0 sends no include",
    "threads.search extract": "threads.search of 2.0.0 sends no extract",
    "crons.create timezone": "crons.create of 2.0.0 sends no timezone",
  },
  "remote-graph": {},
  "raw-http": {},
};
