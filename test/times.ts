/** 次数: how often a test tries, counts or draws: as usual, or, in `npm run test:long`, many times more (twenty times unless said otherwise). */
export function times(usual: number, long = usual * 20): number {
  return process.env["LONG_TESTS"] === undefined ? usual : long;
}
