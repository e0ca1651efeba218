/** The shortest decimal of a double, without exponent: 0.1, 30.000000000000004, 0.0000001 for 1e-7. */
export function plainNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const digits = (match[2] as string) + (match[3] ?? "");
  const point = 1 + Number(match[4]);
  if (point <= 0) return `${match[1]}0.${"0".repeat(-point)}${digits}`;
  return `${match[1]}${digits.padEnd(point, "0")}`;
}
