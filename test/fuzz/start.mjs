import { runJoined } from "../joined.mjs";

await runJoined(new URL("fuzz.ts", import.meta.url));
