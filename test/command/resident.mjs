/**
 * 常驻进程: runs the built program once for every message, with its arguments and folder; its modules are loaded once.
 * What a run leaves on the process itself is taken off again, and a mark ends what it wrote on each stream.
 */
import { pathToFileURL } from "node:url";

const [program] = process.argv.slice(2);
let turn = 0;

process.on("message", async ({ args, cwd, mark }) => {
  process.chdir(cwd);
  process.argv = [process.execPath, program, ...args];
  turn += 1;
  // The program runs when it is loaded; another address makes it another module, while all that it imports stays.
  await import(`${pathToFileURL(program).href}?${turn}`);
  const exitCode = process.exitCode ?? 0;
  process.exitCode = undefined;
  for (const event of ["uncaughtException", "SIGINT", "SIGTERM"]) process.removeAllListeners(event);
  process.stdout.removeAllListeners("error");
  for (const stream of [process.stdout, process.stderr]) stream.write(mark);
  process.send({ exitCode });
});
