import { bytesOfBase64 } from "../../base64.js";
import { openThreadWork, type ThreadData, type ThreadJob } from "../../gather/gather.js";
import type { PdfFiles } from "../../read/read.js";

/** 读取线程的开工: what makes a thread one that reads files. */
export interface ReadingStart {
  readonly reading: ThreadData;
  readonly pdfFiles: string;
  /** Where its jobs come from and its answers go. The PDF library takes the thread's own messages for its own once it is loaded. */
  readonly port: MessagePort;
}

export function isReadingStart(message: object): message is ReadingStart {
  return "reading" in message;
}

/** Says that it is ready, for only from then on a file's time counts; then answers one job after another. */
export function startReading({ reading, pdfFiles, port }: ReadingStart): void {
  const work = openThreadWork(reading, carriedFiles(pdfFiles));
  port.onmessage = async ({ data }: MessageEvent<ThreadJob>) => port.postMessage(await work(data));
  port.postMessage("ready");
}

/** 附带文件 of the PDF library out of the page; unpacked when the first of them is asked for. */
export function carriedFiles(json: string): PdfFiles {
  let files: Readonly<Record<string, string>> | undefined;
  return async (name) => {
    files ??= JSON.parse(json) as Readonly<Record<string, string>>;
    const base64 = files[name];
    return base64 === undefined ? undefined : bytesOfBase64(base64);
  };
}
