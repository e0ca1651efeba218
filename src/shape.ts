/**
 * 形状: whether a value that was parsed from JSON has the shape of a type. What the program itself wrote earlier (a cache entry, a run's manifest,
 * a lock) may be damaged or somebody else's by now, so it is tested before it is used.
 *
 *     const isPoint = record<Point>({ row: natural, column: natural, label: optional(text) });
 *     isPoint(JSON.parse('{"row":1,"column":"B"}')) → false
 */
export type Shape<T> = (value: unknown) => value is T;

/** A field that may be left out; where it stands, it has the shape. */
export interface Optional<T> {
  readonly optional: Shape<T>;
}

/** One test a field of T; the compiler refuses a field that is forgotten, unknown or wrongly optional. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Shape<T[K]>;
};

export function text(value: unknown): value is string {
  return typeof value === "string";
}

export function flag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

/** A whole number from 0 on: a row, a span, a count, a year. */
export function natural(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function finite(value: unknown): value is number {
  return Number.isFinite(value);
}

export function nothing(value: unknown): value is null {
  return value === null;
}

/** Whatever stands there; for a part that is tested later, piece by piece. */
export function anything(value: unknown): value is unknown {
  return value !== undefined;
}

/** One of several words, as the keys of a record that the compiler keeps complete: oneOf<Severity>({ mandatory: true, … }). */
export function oneOf<T extends string>(words: Readonly<Record<T, true>>): Shape<T> {
  return (value): value is T => typeof value === "string" && Object.hasOwn(words, value);
}

export function either<S extends readonly Shape<unknown>[]>(...shapes: S): Shape<ShapedBy<S[number]>> {
  return (value): value is ShapedBy<S[number]> => shapes.some((shape) => shape(value));
}

type ShapedBy<S> = S extends Shape<infer T> ? T : never;

export function listOf<T>(each: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(each);
}

export function mapOf<T>(each: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(each);
}

export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

/** An object with at least these fields. Others are none of the reader's business and are let pass. */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const tests = Object.entries<Shape<unknown> | Optional<unknown>>(fields).map(([name, field]) =>
    typeof field === "function" ? { name, test: field, mayLack: false } : { name, test: field.optional, mayLack: true },
  );
  return (value): value is T =>
    isObject(value) &&
    tests.every(({ name, test, mayLack }) => (mayLack && !Object.hasOwn(value, name)) || test(value[name]));
}

/** The value of a JSON text if it has the shape; undefined for any other text, JSON or not. */
export function parsedAs<T>(shape: Shape<T>, json: string): T | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return shape(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
