import { runJoined } from "../joined.mjs";

await runJoined(new URL("hostile.ts", import.meta.url));
