import { test } from "vitest";
import { plain, sent, takesNothing } from "../submission.js";

test("栏目居中、数字填在旁边一格：不把空格当作0", async () => {
  const beside = plain(2).map((row, r) => (r >= 4 && row[1] === "本年处理决定数量" ? [row[0]!, "", row[1]!, ""] : row));
  await takesNothing(sent(beside, 2), [
    "proactive.licensing.decisions",
    "proactive.penalties.decisions",
    "proactive.compulsion.decisions",
  ]);
});
