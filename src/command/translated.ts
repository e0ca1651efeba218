/** 命令行的提示: what the library of the command line says, in Chinese. */
export function translated(text: string): string {
  return text
    .replace(/^error: /, "")
    .replace(/^unknown option '(.+)'/, "没有选项 $1")
    .replace(/^unknown command '(.+)'/, "没有命令 $1")
    .replace(/too many arguments.*/, "没有这个命令，或参数过多；用法见 crossfoot --help")
    .replace(/^missing required argument '(.+)'/, "缺少参数 $1")
    .replace(/^option '(.+)' argument missing/, "选项 $1 缺少值")
    .replace(/\n\(Did you mean ([^\n]+)\?\)/, "\n（是否为 $1？）");
}
