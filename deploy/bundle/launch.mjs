// 启动: what a double click does. It needs nothing but the Node beside it; its working folder is the one that holds inputs, outputs and schemas.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const HOME = fileURLToPath(new URL("../", import.meta.url));
const PROGRAM = fileURLToPath(new URL("dist/cli.js", import.meta.url));
const EXAMPLE = ["--inputs", "program/inputs", "--schemas", "program/schemas", "--outputs", "示例结果"];

/** 结束语, by the program's exit code. */
export const ENDINGS = {
  0: "完成：可以发布。",
  1: "完成：目前是草稿，还有要改正、补报或说明的，见审核页和 outputs 里的结果。",
  2: "没有运行：设置、名录或文件夹有需要先改的地方，见上面以“crossfoot：”开头的一行。改好后再双击一次。",
  3: "没有完成：磁盘、权限或文件被占用，见上面以“crossfoot：”开头的一行。原有的结果没有改动；排除后再双击一次。",
};
const BUG = "程序内部出错：请把上面的文字连同材料交给维护人员。原有的结果没有改动。";

/** The folder that the program says it has written. */
export function folderSaid(text) {
  return /^ {2}输出：(.+)（(?:运行编号|与上次运行相同)/m.exec(text)?.[1];
}

/** Nothing has been set for this place yet: the first start asks for its name and level. */
export function isFirstStart(home) {
  return !["jurisdiction.json", "设置.xlsx"].some((name) => existsSync(resolve(home, "schemas", name)));
}

function program(given, stdout = "inherit") {
  const child = spawn(process.execPath, [PROGRAM, ...given], { cwd: HOME, stdio: ["inherit", stdout, "inherit"] });
  let said = "";
  child.stdout?.on("data", (bytes) => {
    said += bytes;
    process.stdout.write(bytes);
  });
  child.stdout?.setEncoding("utf8");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 3, said }));
  });
}

async function runAndShow(given) {
  const { code, said } = await program(["run", ...given], "pipe");
  say(`\n${ENDINGS[code] ?? BUG}`);
  const page = code <= 1 && resolve(HOME, folderSaid(said) ?? "", "review.html");
  if (page && existsSync(page)) show(page);
  return code;
}

/** Opens the page in the browser of the system, where there is a screen. */
function show(page) {
  say(`审核页：${page}`);
  const screen = process.platform === "win32" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!screen || process.env.CROSSFOOT_NO_PAGE) return;
  const [opener, ...given] =
    process.platform === "win32" ? ["rundll32.exe", "url.dll,FileProtocolHandler", page] : ["xdg-open", page];
  const child = spawn(opener, given, { detached: true, stdio: "ignore" });
  child.once("error", () => say("没有能自动打开它，请双击上面这个文件。"));
  child.unref();
}

async function setUp() {
  say("第一次运行：先问本地的名称和级别，写出设置和单位名录。\n");
  const { code } = await program(["setup"]);
  say(
    code === 0
      ? "\n填好 schemas 里的设置和名录，放好材料，再双击一次。想先看样子，请运行“看一遍示例”。"
      : `\n${ENDINGS[code] ?? BUG}`,
  );
  return code;
}

/** Watching a network folder needs looking again and again: changes there are not announced. */
function watching() {
  return HOME.startsWith("\\\\") ? ["watch", "--polling"] : ["watch"];
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

async function launch([mode = "run", ...given]) {
  if (mode === "example") return runAndShow([...EXAMPLE, ...given]);
  if (isFirstStart(HOME)) return setUp();
  if (mode === "run") return runAndShow(given);
  const { code } = await program(mode === "watch" ? [...watching(), ...given] : [mode, ...given]);
  if (code !== 0) say(`\n${ENDINGS[code] ?? BUG}`);
  return code;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  // The program ends by itself when it is told to; what it says last is still to be seen.
  process.on("SIGINT", () => undefined);
  process.exitCode = await launch(process.argv.slice(2));
}
