// The system's own Firefox, spoken to over WebDriver BiDi: the few commands that driver.mjs needs. Node 20 wants --experimental-websocket.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function launchFirefox(path) {
  if (typeof WebSocket === "undefined") throw new Error("start with: node --experimental-websocket");
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
  const child = spawn(path, args, { stdio: ["ignore", "ignore", "pipe"] });
  const send = openSession(await opened(await address(child)));
  const { capabilities } = await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
  return {
    version: () => capabilities.browserVersion,
    open: (url) => openPage(send, url),
    close: async () => {
      const ended = new Promise((answer) => child.once("exit", answer));
      await send("browser.close", {}).catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Firefox writes where it listens. */
function address(child) {
  return new Promise((answer, refuse) => {
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
      if (found) answer(`${found[1]}/session`);
    });
    child.once("error", refuse);
    child.once("exit", () => refuse(new Error(`Firefox ended: ${said}`)));
  });
}

function opened(url) {
  return new Promise((answer, refuse) => {
    const socket = new WebSocket(url);
    socket.onopen = () => answer(socket);
    socket.onerror = () => refuse(new Error(`no connection to ${url}`));
  });
}

/** Commands by their numbers; what is told of a page goes to its listener. */
function openSession(socket) {
  const waiting = new Map();
  let last = 0;
  const send = (method, params) =>
    new Promise((answer, refuse) => {
      last += 1;
      waiting.set(last, { answer, refuse });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  send.listeners = new Map();
  socket.onmessage = ({ data }) => {
    const { id, type, result, message, method, params } = JSON.parse(data);
    if (type === "event") return send.listeners.get(params.context ?? params.source?.context)?.(method, params);
    const { answer, refuse } = waiting.get(id);
    waiting.delete(id);
    if (type === "success") answer(result);
    else refuse(new Error(message));
  };
  return send;
}

async function openPage(send, url) {
  const { context } = await send("browsingContext.create", { type: "tab" });
  const trouble = [];
  send.listeners.set(context, (method, params) => {
    if (method === "log.entryAdded") trouble.push(`console: ${params.text}`);
    else if (!params.navigation) trouble.push(`request: ${params.request.url}`);
  });
  await send("browsingContext.navigate", { context, url, wait: "complete" });
  return {
    trouble,
    evaluate: async (work, given = null) => {
      const { type, result, exceptionDetails } = await send("script.callFunction", {
        functionDeclaration: `async (given) => JSON.stringify((await (${work})(JSON.parse(given))) ?? null)`,
        arguments: [{ type: "string", value: JSON.stringify(given) }],
        awaitPromise: true,
        target: { context },
      });
      if (type === "exception") throw new Error(exceptionDetails.text);
      return JSON.parse(result.value);
    },
    close: () => send("browsingContext.close", { context }),
  };
}
