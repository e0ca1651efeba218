import type { RunEvent } from "../effects.js";
import type { Answer, Asked, Carried, Told, WorkStart } from "./talk.js";

/** 工作线程: does all the work, so that the page never stands still. One thing after another, in the order in which it was asked. */
export interface OfficeThread {
  /** @throws Error with a sentence for the clerk where the thread failed or was ended */
  readonly ask: <A extends Answer["answer"]>(
    asked: Asked,
    answer: A,
    onEvent?: (event: RunEvent) => void,
  ) => Promise<Extract<Answer, { answer: A }>>;
  /** Ends what is under way and what waits for it; the next thing asked gets a new thread. */
  readonly stop: () => void;
}

interface Waiting {
  readonly asked: Asked;
  readonly settle: (answer: Answer) => void;
  readonly refuse: (error: Error) => void;
  readonly onEvent: (event: RunEvent) => void;
}

export const STOPPED = "已停止，放入的文件没有改动。";

export function openOfficeThread(carried: Carried): OfficeThread {
  const url = URL.createObjectURL(new Blob([carried.program], { type: "text/javascript" }));
  let worker: Worker | undefined;
  let port: MessagePort | undefined;
  /** The first is under way. */
  let queue: readonly Waiting[] = [];
  const stopWith = (message: string): void => {
    port?.close();
    worker?.terminate();
    worker = undefined;
    port = undefined;
    const stopped = queue;
    queue = [];
    for (const { refuse } of stopped) refuse(new Error(message));
  };
  const started = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Told>) => {
      const [current, next] = queue;
      if ("event" in data) return current?.onEvent(data.event);
      queue = queue.slice(1);
      if (next) port1.postMessage(next.asked);
      current?.settle(data);
    };
    worker = new Worker(url);
    worker.onerror = (event) =>
      stopWith(`程序意外中止，请重新打开本页再试。${event.message ? `（${event.message}）` : ""}`);
    worker.postMessage({ carried, port: port2 } satisfies WorkStart, [port2]);
    port = port1;
    return port1;
  };
  return {
    ask: async (asked, wanted, onEvent = () => undefined) => {
      const answer = await new Promise<Answer>((settle, refuse) => {
        queue = [...queue, { asked, settle, refuse, onEvent }];
        if (queue.length === 1) (port ?? started()).postMessage(asked);
      });
      if (answer.answer === wanted) return answer as Extract<Answer, { answer: typeof wanted }>;
      throw new Error(answer.answer === "failed" ? sentenceOf(answer) : "程序没有给出结果，请重新打开本页再试。");
    },
    stop: () => stopWith(STOPPED),
  };
}

function sentenceOf({ message, own }: Extract<Answer, { answer: "failed" }>): string {
  return own ? message : `程序出错，结果没有生成；请保留这句话并告知程序的提供者：${message}`;
}
