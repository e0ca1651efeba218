// 启动文件: what is double-clicked, and the page that tells how.

/** 名称 and what each does. */
const STARTERS = [
  { name: "双击运行", given: "run", what: "汇总一次，完成后打开审核页" },
  { name: "生成空白表", given: "template", what: "生成发给各单位填报的空白表，在 outputs 里" },
  { name: "持续运行", given: "watch", what: "一直开着，材料有变化就自动汇总" },
  { name: "定时运行", given: 'schedule "0 6 * * *"', what: "一直开着，每天早上六点汇总一次" },
  { name: "看一遍示例", given: "example", what: "用随附的示例材料汇总一次，结果在“示例结果”" },
];

/** The starters and the instructions of one system, by their names in the folder. */
export function starterFiles(target, version) {
  const windows = target.startsWith("win-");
  const starters = STARTERS.flatMap(({ name, given }) =>
    windows
      ? [{ name: `${name}.cmd`, bytes: Buffer.from(commandFile(given)) }]
      : [{ name: `${name}.sh`, bytes: Buffer.from(shellFile(given)), executable: true }],
  );
  const desktop = { name: "双击运行.desktop", bytes: Buffer.from(desktopFile()), executable: true };
  return [
    ...starters,
    ...(windows ? [] : [desktop]),
    { name: "使用说明.txt", bytes: Buffer.from(instructions(windows, version)) },
    { name: "inputs/请把材料放在年度文件夹里.txt", bytes: Buffer.from(withLines(windows, `\uFEFF${INPUTS}`)) },
  ];
}

function withLines(windows, text) {
  return windows ? text.replaceAll("\n", "\r\n") : text;
}

/** How Node ends on a Windows that it does not know any more. */
const TOO_OLD = 216;

/** Nothing but ASCII stands before the code page is UTF-8, and no label after it: cmd loses its place in longer characters. */
export function commandFile(given) {
  return withLines(
    true,
    `@echo off
chcp 65001 >nul
if not exist "%~dp0program\\node.exe" (
  echo 没有找到程序。请先把压缩包整个解压到一个文件夹，再双击解压出来的这个文件。
  pause
  exit /b 3
)
"%~dp0program\\node.exe" "%~dp0program\\launch.mjs" ${given}
set "code=%errorlevel%"
if "%code%"=="${TOO_OLD}" echo 这台电脑的 Windows 太旧，不能运行本程序，需要 64 位的 Windows 8.1、10 或 11；可以改用网页版 crossfoot.html。
echo.
pause
exit /b %code%
`,
  );
}

/** Without a terminal, on a screen, it opens one for itself: a file manager shows nothing of what a script says. */
export function shellFile(given) {
  return `#!/bin/sh
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 3
if [ ! -t 1 ] && [ -n "\${DISPLAY:-}\${WAYLAND_DISPLAY:-}" ] && [ -z "\${CROSSFOOT_TERMINAL:-}" ]; then
  export CROSSFOOT_TERMINAL=1
  for terminal in "deepin-terminal -e" "mate-terminal -x" "gnome-terminal --" "konsole -e" "xfce4-terminal -x" "x-terminal-emulator -e" "xterm -e"; do
    if command -v "\${terminal%% *}" >/dev/null 2>&1; then
      exec \${terminal} sh "$here/$(basename -- "$0")"
    fi
  done
fi
node=$here/program/node
if [ ! -e "$node" ]; then
  echo "没有找到程序。请先把压缩包整个解压到一个文件夹，再运行解压出来的这个文件。"
  code=3
else
  [ -x "$node" ] || chmod u+x "$node" 2>/dev/null
  "$node" "$here/program/launch.mjs" ${given}
  code=$?
  if [ "$code" -eq 126 ]; then
    echo "这个位置不允许运行程序（如U盘、共享文件夹）。请把整个文件夹移到自己的主目录再试。"
    code=3
  fi
fi
if [ -t 0 ] && [ -t 1 ]; then
  printf '\\n按回车键关闭窗口'
  read -r _
fi
exit "$code"
`;
}

/** %k is the file itself, so that the folder may lie anywhere. */
function desktopFile() {
  return `[Desktop Entry]
Type=Application
Version=1.0
Name=双击运行
Comment=勾稽：汇总一次，完成后打开审核页
Exec=sh -c "exec sh \\\\"\\\\$(dirname -- \\\\"\\\\\${1#file://}\\\\")/双击运行.sh\\\\"" sh %k
Terminal=true
Categories=Office;
`;
}

const INPUTS = `在这里按年度建文件夹（如 2025），把各单位报来的文件放进去，可以分子文件夹。
第一次双击运行时程序会建好第一个年度文件夹。
`;

function instructions(windows, version) {
  const end = windows ? ".cmd" : ".sh";
  const list = STARTERS.map(({ name, what }) => `  ${name}${end}：${what}`).join("\n");
  return withLines(
    windows,
    `\uFEFF勾稽 ${version} 使用说明（一页）

不用安装，不要管理员，不联网；不改动收到的材料。文件夹可以放在任何位置，路径可以有汉字和空格。

一、解压
  把压缩包整个解压到一个文件夹。不要在压缩包里直接双击。
${windows ? WINDOWS : LINUX}
二、双击
${list}

三、第一次
  双击“双击运行”，回答本地的名称和级别。程序写出 schemas 里的 设置.xlsx 和 units.xlsx（单位名录），并建好 inputs 里的年度文件夹。
  打开这两个文件填好、保存、关闭；要发空白表的，双击“生成空白表”；把各单位的材料放进 inputs 的年度文件夹；再双击一次。
  年度取 inputs 里最大的年度文件夹。

四、结果
  outputs 里的年度文件夹：报告（Word、网页、Excel，有中文字体时还有 PDF）、review.html（审核页）、汇总底稿.xlsx、退回各单位的通知单等。
  每次运行的结果都保留在 outputs 里的 runs。
  所在磁盘不支持链接时（U盘、共享文件夹），年度文件夹是副本，旁边的“当前运行.txt”写明是哪一次运行的。不要改动副本：改动过的，下次运行时移到“改动过的副本”，换上程序的结果。

五、常见情况
  窗口里以“crossfoot：”开头的一行就是原因，写明哪个文件、怎么办。
  结果文件在 Excel、WPS 里开着时不能替换，关闭后再双击一次。
  持续运行、定时运行的窗口开着才有效；按 Ctrl+C 结束。改定时的时间：用记事本打开“定时运行${end}”，“0 6”是6点0分。
  换电脑：整个文件夹复制过去。

详细说明在“文档”文件夹，${windows ? "用记事本" : "用文本编辑器"}打开。
`,
  );
}

const WINDOWS = `  需要 64 位的 Windows 8.1、10 或 11。Windows 7 不能运行，请用网页版 crossfoot.html。
  系统提示“Windows 已保护你的电脑”时，点“更多信息”“仍要运行”。
`;
const LINUX = `  需要 64 位的统信 UOS 20、银河麒麟 V10 或其他较新的 Linux（glibc 2.28 以上）；压缩包分 x64 和 arm64，按处理器选。
  系统问怎样打开时选“在终端中运行”。双击没有反应时，在文件上点右键，“属性”“权限”里勾选允许执行；或者在这个文件夹里打开终端，输入 sh 双击运行.sh
`;
