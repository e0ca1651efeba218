import { type Console, type Given } from "./command.js";
import { consolidated } from "./trace.js";

/** 报送情况: the reporting board by group and by unit. */
export async function status(given: Given, console: Console): Promise<number> {
  const { coverage, units, year, status: verdict } = await consolidated(given, console);
  if (given.json) {
    console.say(JSON.stringify({ year, status: verdict, coverage }));
    return 0;
  }
  const state = (code: string): string => {
    if (coverage.missing.includes(code)) return "未报";
    return [coverage.returned.includes(code) ? "退回" : "已报", ...(coverage.late.includes(code) ? ["迟报"] : [])].join("、");
  };
  console.say(`${year}年度报送情况：应报${coverage.due.length}，已报${coverage.received.length}，未报${coverage.missing.length}，退回${coverage.returned.length}，迟报${coverage.late.length}`);
  for (const category of [...new Set(units.map((unit) => unit.category))]) {
    const group = units.filter((unit) => unit.category === category);
    console.say(`${category}：应报${group.length}，已报${group.filter((unit) => coverage.received.includes(unit.code)).length}`);
    for (const unit of group) console.say(`  ${unit.code} ${unit.name}  ${state(unit.code)}`);
  }
  return 0;
}
