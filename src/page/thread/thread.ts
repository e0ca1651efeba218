import "../polyfills.js";
import { config } from "zod";
import { CrossfootError } from "../../error.js";
import type { Answer, Asked, Carried, Told } from "../talk.js";
import { packed } from "./packing.js";
import { isReadingStart, type ReadingStart, startReading } from "./reading.js";
import { runYear } from "./run.js";
import { checkFile } from "./single.js";
import { templates } from "./templates.js";

// 页面的线程: one script for all of them. The first message says what it is to be: the one that runs, or one that reads files for it.

// The page's policy forbids code made of text; without this the library tries, and the browser reports it.
config({ jitless: true });

let carried: Carried | undefined;

self.onmessage = ({ data }: MessageEvent<Asked | ReadingStart>) => {
  if (isReadingStart(data)) startReading(data);
  else void answered(data);
};

async function answered(asked: Asked): Promise<void> {
  try {
    tell(await answerTo(asked));
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    tell({ answer: "failed", message, own: problem instanceof CrossfootError });
  }
}

async function answerTo(asked: Asked): Promise<Answer> {
  switch (asked.ask) {
    case "start":
      carried = asked.carried;
      return { answer: "started" };
    case "run":
      return { answer: "run", outcome: await runYear(asked.run, started(), (event) => tell({ event })) };
    case "check":
      return { answer: "checked", findings: await checkFile(asked.check, started()) };
    case "templates":
      return { answer: "templates", files: await templates(asked, started()) };
    case "pack":
      return { answer: "packed", archive: packed(asked.folder, asked.files) };
  }
}

function started(): Carried {
  if (!carried) throw new Error("the thread was not started");
  return carried;
}

function tell(told: Told): void {
  self.postMessage(told);
}
