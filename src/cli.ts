import { Command, CommanderError, type HelpConfiguration, Option } from "commander";
import type { Given } from "./command/command.js";
import { openConsole } from "./command/console.js";
import { sayFailure, told } from "./command/failure.js";
import type { KeepRunning, ScheduleOptions, WatchOptions } from "./command/keep-running.js";
import { translated } from "./command/translated.js";
import { PROGRAM_VERSION } from "./version.js";

/** Each command is loaded when it is given: who asks for help, or for the runs, waits for nothing else. */
const COMMANDS = {
  run: () => import("./command/run.js"),
  check: () => import("./command/check.js"),
  trace: () => import("./command/trace/trace.js"),
  status: () => import("./command/status.js"),
  template: () => import("./command/template.js"),
  exportContributions: () => import("./command/export.js"),
  sign: () => import("./command/sign/sign.js"),
  history: () => import("./command/history.js"),
  outline: () => import("./command/outline/outline.js"),
  setup: () => import("./command/setup/setup.js"),
  form: () => import("./command/form/form.js"),
  keepRunning: () => import("./command/keep-running.js"),
} as const;

const today = (): string => new Date().toISOString().slice(0, 10);
let stop = new AbortController();
let exitCode = 0;

/** Runs a command and turns what it throws into an exit code and one line for a person. */
async function attempt(command: () => Promise<number>): Promise<void> {
  try {
    exitCode = await command();
  } catch (error) {
    exitCode = told(error);
  }
}

/** A crash must not end with Node's own exit code 1, which says “a draft”. */
function guardExit(): void {
  process.on("uncaughtException", (error) => process.exit(told(error)));
}

function common(command: Command): Command {
  return command
    .option("--inputs <目录>", "输入目录（其下为年度目录）", "inputs")
    .option("--outputs <目录>", "输出目录", "outputs")
    .option("--schemas <目录>", "制度目录", "schemas")
    .option("--year <年度>", "报告年度，默认取最大的年度目录")
    .option("--period <报告期>", "报告期：2022、2022-H1（上半年）、2022-Q1（第一季度）、2022-03（3月）")
    .option("--form <报表>", "报表的目录名或名称，默认为本级设置中排在第一的")
    .option("--log <文件>", "运行日志写入该文件（每行一条 JSON），默认写到标准错误")
    .addOption(new Option("--json", "标准输出只有一个 JSON 对象（守候、定时为每次运行一个）"))
    .helpOption("-h, --help", "显示帮助");
}

function running(command: Command): Command {
  return common(command)
    .option("--today <年-月-日>", "文件落款日期，默认为制度规定的公布日")
    .option("--no-cache", "不使用读取缓存（结果相同，只是较慢）")
    .option("--quiet", "不显示进度和结果");
}

function runner(given: Given): KeepRunning["once"] {
  return async (waiting) =>
    (await COMMANDS.run()).runOnce(given, openConsole(given), {
      startedAt: new Date().toISOString(),
      clock: () => performance.now(),
      ...(waiting && { waiting }),
    });
}

/** A command that keeps running ends when it is told to, after the run under way; told twice, it ends at once. */
function keep(given: Given): KeepRunning {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return { given, console: openConsole(given), once: runner(given), signal: stop.signal };
}

function commandLine(): Command {
  const program = new Command("crossfoot")
    .description("读取各单位报送的报表，审核、汇总，生成本级报告；每个数字都能追溯到单位、文件、工作表和单元格")
    .version(PROGRAM_VERSION, "-V, --version", "显示版本")
    .helpOption("-h, --help", "显示帮助")
    .helpCommand("help [命令]", "显示某个命令的帮助")
    .configureHelp(inChinese())
    .configureOutput({ outputError: (text, write) => write(`crossfoot：${translated(text)}`) })
    .addHelpText(
      "after",
      "\n退出码：0 可以发布；1 草稿或有审核意见；2 用法或配置有误；3 磁盘、权限等机器问题；70 程序内部错误",
    );
  onSubmissions(program);
  onForms(program);
  onRuns(program);
  keepingOn(program);
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .configureHelp(inChinese())
      .configureOutput({ outputError: (text, write) => write(`crossfoot：${translated(text)}`) });
  return program;
}

/** The help of every command, with the words that the library itself puts in. */
function inChinese(): HelpConfiguration {
  return {
    styleTitle: (title) => TITLES[title] ?? title,
    styleUsage: (text) => text.replace("[options]", "[选项]").replace("[command]", "[命令]"),
    styleOptionDescription: (text) => text.replace(/ \(default: "?([^()]+?)"?\)$/, "（默认 $1）"),
  };
}

const TITLES: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Options:": "选项：",
  "Commands:": "命令：",
  "Arguments:": "参数：",
};

/** 收表、审核、汇总 and what a run says of them. */
function onSubmissions(program: Command): void {
  running(program.command("run", { isDefault: true }).description("运行一次：输入 → 输出")).action((given: Given) =>
    attempt(() => runner(given)()),
  );
  common(
    program
      .command("check")
      .argument("<文件...>", "要自查的报送文件")
      .description("报前自查：读取并审核单个文件，不写任何内容"),
  ).action((files: string[], given: Given) =>
    attempt(async () => (await COMMANDS.check()).checkFiles(files, given, openConsole(given))),
  );
  common(
    program
      .command("trace")
      .argument("<指标>", "指标代码或名称，如 applications.received.total")
      .description("追溯一项汇总数的来源：单位、文件、工作表、单元格；下级上报的数逐级往下")
      .option("--below <目录...>", "下级历次运行的输出所在的目录，用于逐级往下追溯"),
  ).action((code: string, given: Given & { below?: string[] }) =>
    attempt(async () => (await COMMANDS.trace()).trace(code, given, openConsole(given))),
  );
  common(program.command("status").description("报送情况：应报、已报、未报、退回、迟报")).action((given: Given) =>
    attempt(async () => (await COMMANDS.status()).status(given, openConsole(given))),
  );
}

/** 表式、提纲、设置 and data for other programs. */
function onForms(program: Command): void {
  common(
    program
      .command("template")
      .argument("[单位...]", "单位代码或名称，默认为全部应报单位")
      .description("生成各单位填报用的空白表")
      .option("--out <目录>", "写入的目录，默认为输出目录下的 <报告期>-空白表"),
  ).action((units: string[], given: Given & { out?: string }) =>
    attempt(async () => (await COMMANDS.template()).template(units, given, openConsole(given))),
  );
  common(
    program
      .command("export")
      .description("导出各单位的数，供分析软件使用")
      .option("--parquet", "写成 Parquet 文件")
      .option("--out <目录>", "写入的目录，默认为输出目录下的 <报告期>-数据"),
  ).action((given: Given & { parquet?: boolean; out?: string }) =>
    attempt(async () => (await COMMANDS.exportContributions()).exportContributions(given, openConsole(given))),
  );
  common(program.command("outline").description("报告提纲和正文的花括号里可以写的名称及其代码")).action(
    (given: Given) => attempt(async () => (await COMMANDS.outline()).outline(given, openConsole(given))),
  );
  common(
    program
      .command("setup")
      .description("首次设置：写出设置工作簿、待填的单位名录和第一个年度目录，原有的文件不改动")
      .option("--name <名称>", "本级行政区名称，不写则询问")
      .option("--level <级别>", "国家级、省级、市级、县级或乡镇级，不写则询问"),
  ).action((given: Given & { name?: string; level?: string }) =>
    attempt(async () =>
      (await COMMANDS.setup()).setup(given, openConsole(given), {
        today: today(),
        terminal: { input: process.stdin, output: process.stderr, attended: process.stdin.isTTY },
      }),
    ),
  );
  common(
    program
      .command("form")
      .argument("<动作>", "new 由空白表写出待核对的表式；check 核对一种报表")
      .argument("<空白表或报表>", "new 写空白表的文件，check 写报表的代码或名称")
      .description("由空白表（.xlsx）建立、核对一种报表")
      .option("--name <代码>", "new：报表的代码（目录名），如 relief"),
  ).action((action: string, subject: string, given: Given & { name?: string }) =>
    attempt(async () => (await COMMANDS.form()).form({ action, subject }, given, openConsole(given), today())),
  );
}

/** 签署 and the runs that were recorded. */
function onRuns(program: Command): void {
  common(
    program
      .command("sign")
      .description("对最近一次运行的内容签署；内容有变化，签署即失效")
      .option("--by <姓名>", "签署人")
      .option("--role <环节>", "填报、审核或签发")
      .option("--list", "列出签署记录")
      .option("--verify", "核对签署记录是否完整、有无改动"),
  ).action((given: Given & { by?: string; role?: string; list?: boolean; verify?: boolean }) =>
    attempt(async () => (await COMMANDS.sign()).sign(given, openConsole(given), new Date().toISOString())),
  );
  common(program.command("runs").description("运行记录").option("--verify", "校验每次运行的文件是否与记录一致")).action(
    (given: Given) => attempt(async () => (await COMMANDS.history()).runs(given, openConsole(given))),
  );
  common(program.command("diff").argument("<运行A>").argument("<运行B>").description("比较两次运行")).action(
    (a: string, b: string, given: Given) =>
      attempt(async () => (await COMMANDS.history()).diff(a, b, given, openConsole(given))),
  );
}

/** 守候、定时. */
function keepingOn(program: Command): void {
  running(
    program
      .command("watch")
      .description("守候输入目录，文件稳定后自动运行")
      .option("--polling", "轮询（网络共享目录）")
      .option("--settle <秒>", "安静多少秒后运行", "5"),
  ).action((given: Given & WatchOptions & { settle: string }) =>
    attempt(async () =>
      (await COMMANDS.keepRunning()).watch(keep(given), {
        ...(given.polling && { polling: true }),
        quiet: given.settle,
      }),
    ),
  );
  running(
    program
      .command("schedule")
      .argument("<时间表>", '如 "0 6 * 1-3 *"')
      .description("按时间表运行")
      .option("--tz <时区>", "时区", "Asia/Shanghai")
      .option("--next <次数>", "只列出今后几次运行的时间"),
  ).action((pattern: string, given: Given & ScheduleOptions) =>
    attempt(async () => (await COMMANDS.keepRunning()).schedule(pattern, keep(given), given)),
  );
}

/** 主程序: one command line, from its arguments to the exit code. A process may run several, one after another. */
export async function main(): Promise<void> {
  stop = new AbortController();
  exitCode = 0;
  guardExit();
  // A reader that has seen enough (| head) is no error, and the run under way still ends with its own exit code.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    await commandLine().parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode === 0 ? 0 : 2;
    if (exitCode !== 0) sayFailure(exitCode, { message: translated(error.message).trim(), file: null, line: null });
  }
  process.exitCode = exitCode;
}
