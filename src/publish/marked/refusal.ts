/** 不宜照抄: why a workbook can't be copied safely, in words for the unit. The grid as it was read takes its place. */
export class NotCopied extends Error {
  override readonly name = "NotCopied";
  constructor(readonly reason: string) {
    super(reason);
  }
}
