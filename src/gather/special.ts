import type { ListedFile, SpecialKind } from "../effects.js";
import { wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";

const WORDS: Readonly<Record<SpecialKind, string>> = {
  link: "这是一个链接（快捷方式），不是文件本身",
  pipe: "这是一个管道，不是文件",
  socket: "这是一个套接字，不是文件",
  device: "这是一个设备，不是文件",
};

/** 不是文件的东西: a link, a pipe, a socket, a device among the submissions is named and never opened. */
export function specialFindings(files: readonly ListedFile[], folder: string): readonly Finding[] {
  return files.flatMap(({ path, special }): readonly Finding[] =>
    special === undefined
      ? []
      : [
          {
            code: "FILE.UNSUPPORTED",
            unit: null,
            figures: [],
            sources: [wholeFile(`${folder}/${path}`)],
            facts: {
              reason: `${WORDS[special]}，没有打开`,
              advice: "如为报送材料，请将文件本身复制到该文件夹；如不是，请移走",
            },
          },
        ],
  );
}
