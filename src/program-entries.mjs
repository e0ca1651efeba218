// 程序的入口: the command, and what it starts in threads beside itself. Whoever joins the program must join them all.
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export const PROGRAM_ENTRIES = {
  cli: at("cli.ts"),
  worker: at("machine/worker.ts"),
  typesetter: at("machine/typesetting/typesetter.ts"),
};
