// A TCP proxy that breaks the first connection on which the server has sent the given words, and no later one.
import net from "node:net";

export async function breakingProxy(target, words) {
  let broken = 0;
  const { hostname, port } = new URL(target);
  const server = net.createServer((inward) => {
    const outward = net.connect(Number(port), hostname);
    inward.pipe(outward);
    outward.on("data", (bytes) => {
      inward.write(bytes);
      if (broken === 0 && bytes.includes(words)) {
        broken = 1;
        // The words go out first; then the connection is lost.
        setTimeout(() => {
          inward.resetAndDestroy();
          outward.destroy();
        }, 50);
      }
    });
    outward.on("end", () => inward.end());
    for (const socket of [inward, outward]) socket.on("error", () => {});
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    broken: () => broken,
    close: () => server.close(),
  };
}
