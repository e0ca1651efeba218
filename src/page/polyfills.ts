// 补足旧浏览器: what the program and its libraries use and browsers of the floor (Chrome 87) do not have yet. Each does what ECMAScript says of
// the method, as far as it is used here; a browser's own is never replaced.

type Anything = Record<PropertyKey, unknown>;

function lacking(owner: object, names: Anything): void {
  for (const [name, value] of Object.entries(names))
    if (!(name in owner)) Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

/** Where a position counted from the end stands. */
function placeIn(length: number, at: number): number {
  const whole = Math.trunc(at) || 0;
  return whole < 0 ? length + whole : whole;
}

function itemAt<T>(this: ArrayLike<T>, at: number): T | undefined {
  return this[placeIn(this.length, at)];
}

type Asks<T> = (item: T, index: number, all: ArrayLike<T>) => unknown;

function lastIndex<T>(this: ArrayLike<T>, asks: Asks<T>): number {
  for (let index = this.length - 1; index >= 0; index--) if (asks(this[index] as T, index, this)) return index;
  return -1;
}

function last<T>(this: ArrayLike<T>, asks: Asks<T>): T | undefined {
  return this[lastIndex.call(this as ArrayLike<unknown>, asks as Asks<unknown>)];
}

for (const { prototype } of [Array, Object.getPrototypeOf(Uint8Array) as typeof Uint8Array])
  lacking(prototype, { at: itemAt, findLast: last, findLastIndex: lastIndex });

lacking(String.prototype, {
  at(this: string, at: number): string | undefined {
    return this[placeIn(this.length, at)];
  },
});

lacking(Array.prototype, {
  toReversed<T>(this: T[]): T[] {
    return [...this].reverse();
  },
  toSorted<T>(this: T[], compare?: (a: T, b: T) => number): T[] {
    return [...this].sort(compare);
  },
  toSpliced<T>(this: T[], ...given: [number, number, ...T[]]): T[] {
    const copy = [...this];
    copy.splice(...given);
    return copy;
  },
  with<T>(this: T[], at: number, item: T): T[] {
    const copy = [...this];
    copy[placeIn(copy.length, at)] = item;
    return copy;
  },
});

lacking(Object, {
  hasOwn: (owner: object, name: PropertyKey): boolean =>
    Reflect.getOwnPropertyDescriptor(Object(owner), name) !== undefined,
});
