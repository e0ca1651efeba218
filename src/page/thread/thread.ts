import "../polyfills.js";
import "./policy.js";
import type { RunEvent } from "../../effects.js";
import { CrossfootError } from "../../error.js";
import { said } from "../failure.js";
import type { Answer, Asked, Carried, Told, WorkStart } from "../talk.js";
import { decisionFiles } from "./decisions.js";
import { packed } from "./packing.js";
import { isReadingStart, type ReadingStart, startReading } from "./reading.js";
import { runPeriod } from "./run.js";
import { choicesOf } from "./schemas.js";
import { setupOf, writtenSetup } from "./setup.js";
import { signedRecord } from "./signing.js";
import { checkFile } from "./single.js";
import { templates } from "./templates.js";

// 页面的线程: one script for all of them. The first message says what it is to be: the one that runs, or one that reads files for it.

self.onmessage = ({ data }: MessageEvent<WorkStart | ReadingStart>) => {
  if (isReadingStart(data)) startReading(data);
  else startWork(data);
};

function startWork({ carried, port }: WorkStart): void {
  const tell = (told: Told): void => port.postMessage(told);
  port.onmessage = async ({ data }: MessageEvent<Asked>) => {
    try {
      tell(await answerTo(data, carried, (event) => tell({ event })));
    } catch (problem) {
      tell({ answer: "failed", message: said(problem), own: problem instanceof CrossfootError });
    }
  };
}

async function answerTo(asked: Asked, carried: Carried, log: (event: RunEvent) => void): Promise<Answer> {
  switch (asked.ask) {
    case "run":
      return { answer: "run", outcome: await runPeriod(asked.run, carried, log) };
    case "check":
      return { answer: "checked", findings: await checkFile(asked.check, carried) };
    case "choices":
      return { answer: "choices", choices: await choicesOf(asked, carried) };
    case "templates":
      return { answer: "templates", files: await templates(asked, carried) };
    case "pack":
      return { answer: "packed", archive: packed(asked.files) };
    case "setup":
      return { answer: "setup", words: await setupOf(asked.placed, carried) };
    case "writeSetup":
      return { answer: "written", ...(await writtenSetup(asked.setup, carried)) };
    case "sign":
      return { answer: "written", files: await signedRecord(asked.sign), problems: [] };
    case "writeDecisions":
      return { answer: "written", files: decisionFiles(asked.decisions), problems: [] };
  }
}
