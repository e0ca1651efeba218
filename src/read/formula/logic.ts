import { multiply, negate, subtract } from "../../decimal.js";
import { type Argument, countAt, numberAt, valueIn, type Work } from "./argument.js";
import { broadcast, power } from "./operators.js";
import { type Direction, roundedTo } from "./rounding.js";
import { arithmetic, ERROR, isTrue, type Known, numberOf, onlyOf, quotient, type Table, truthOf } from "./scalar.js";

/** Does value by value what a function does, over tables as well. */
function each(work: (...values: readonly Known[]) => Known): Work {
  return (terms) =>
    broadcast(
      terms.map((term) => term.table()),
      (...values) => (values.some((value) => value?.kind === "error") ? ERROR : work(...values)),
    );
}

function rounding(direction: Direction, fixed?: number): Work {
  return each((value, places) => {
    const [number, count] = [arithmetic(value), places === undefined ? undefined : arithmetic(places)];
    const decimals =
      fixed ?? (count?.kind === "number" && count.value.scale === 0 ? Number(count.value.coefficient) : undefined);
    return number?.kind === "number" && decimals !== undefined ? roundedTo(number, decimals, direction) : undefined;
  });
}

const truncated: Work = (terms) => {
  const [number, places] = [numberAt(terms, 0), terms.length > 1 ? countAt(terms, 1) : 0];
  return number && places !== undefined ? roundedTo(number, places, "towards") : undefined;
};

/** 如果: the branch that holds, as it is; of conditions in a table each chooses for itself. */
const chosen: Work = ([condition, yes, no]) => {
  const table = condition?.table();
  const only = onlyOf(table);
  const otherwise = (): Table => no?.table() ?? [[no ? undefined : truthOf(false)]];
  if (!table || (table.length === 1 && table[0]?.length === 1)) {
    if (only?.kind === "error") return ERROR;
    const holds = isTrue(only);
    return holds === undefined ? undefined : holds ? branchOf(yes) : no?.missing ? zero() : otherwise();
  }
  return broadcast([table, yes?.table(), otherwise()], (one, a, b) => {
    const holds = isTrue(one);
    return one?.kind === "error" ? ERROR : holds === undefined ? undefined : holds ? a : b;
  });
};

function branchOf(term: Argument | undefined): Table | Known {
  return term?.missing ? zero() : term?.table();
}

function zero(): Known {
  return numberOf({ coefficient: 0n, scale: 0 });
}

/** And, or: texts and empty cells among cells do not count. */
function together(decides: boolean): Work {
  return (terms) => {
    let undecided = false;
    let some = false;
    for (const term of terms) {
      for (const value of term.table()?.flat() ?? [undefined]) {
        if (value?.kind === "error") return ERROR;
        if (term.area && (value?.kind === "text" || value?.kind === "blank")) continue;
        const holds = isTrue(value);
        if (holds === undefined) undecided = true;
        some = true;
        if (holds === decides) return decidedBy(terms, decides);
      }
    }
    return undecided || !some ? undefined : truthOf(!decides);
  };
}

/** An error anywhere outranks what one of the terms would decide. */
function decidedBy(terms: readonly Argument[], decides: boolean): Known {
  const values = terms.flatMap((term) => term.table()?.flat() ?? []);
  return values.some((value) => value === undefined)
    ? undefined
    : values.some((value) => value?.kind === "error")
      ? ERROR
      : truthOf(decides);
}

const unless: Work = ([value, otherwise]) => {
  const table = value?.table();
  return table && broadcast([table, otherwise?.table()], (one, other) => (one?.kind === "error" ? other : one));
};

const numbered: Work = (terms) => {
  const at = countAt(terms, 0);
  return at !== undefined && at >= 1 ? terms[at]?.table() : undefined;
};

const firstHolding: Work = (terms) => {
  for (let at = 0; at + 1 < terms.length; at += 2) {
    const holds = isTrue(valueIn(terms[at]));
    if (holds === undefined) return undefined;
    if (holds) return terms[at + 1]?.table();
  }
  return ERROR;
};

function telling(tells: (value: NonNullable<Known>) => boolean): Work {
  return (terms) => broadcast([terms[0]?.table()], (value) => value && truthOf(tells(value)));
}

/** 数学、逻辑和信息函数. */
export const LOGIC: Readonly<Record<string, Work>> = {
  ROUND: rounding("nearest"),
  ROUNDUP: rounding("away"),
  ROUNDDOWN: rounding("towards"),
  INT: rounding("down", 0),
  TRUNC: truncated,
  ABS: each((value) => {
    const number = arithmetic(value);
    if (number?.kind !== "number") return number;
    return number.value.coefficient < 0n ? { ...number, value: negate(number.value) } : number;
  }),
  SIGN: each((value) => {
    const number = arithmetic(value);
    if (number?.kind !== "number") return number;
    const { coefficient } = number.value;
    return numberOf({ coefficient: coefficient > 0n ? 1n : coefficient < 0n ? -1n : 0n, scale: 0 });
  }),
  POWER: each((base, exponent) => {
    const [a, b] = [arithmetic(base), arithmetic(exponent)];
    return a?.kind === "number" && b?.kind === "number" ? power(a, b) : undefined;
  }),
  MOD: each((value, by) => {
    const [a, b] = [arithmetic(value), arithmetic(by)];
    if (a?.kind !== "number" || b?.kind !== "number" || !a.exact || !b.exact) return undefined;
    const share = quotient(a, b);
    const whole = share.kind === "number" ? roundedTo({ ...share, exact: true }, 0, "down") : share;
    return whole?.kind === "number" ? numberOf(subtract(a.value, multiply(whole.value, b.value))) : whole;
  }),
  IF: chosen,
  IFS: firstHolding,
  IFERROR: unless,
  CHOOSE: numbered,
  AND: together(false),
  OR: together(true),
  NOT: each((value) => {
    const holds = isTrue(value);
    return holds === undefined ? undefined : truthOf(!holds);
  }),
  TRUE: () => truthOf(true),
  FALSE: () => truthOf(false),
  ISBLANK: telling(({ kind }) => kind === "blank"),
  ISNUMBER: telling(({ kind }) => kind === "number"),
  ISTEXT: telling(({ kind }) => kind === "text"),
  ISERROR: telling(({ kind }) => kind === "error"),
};
