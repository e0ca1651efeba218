import { beijingDay } from "./beijing.js";

/** 签署环节: who filled the report in, who checked it, who issued it. */
export type SignRole = "填报" | "审核" | "签发";

export const SIGN_ROLES: readonly SignRole[] = ["填报", "审核", "签发"];

export function isSignRole(text: unknown): text is SignRole {
  return SIGN_ROLES.some((role) => role === text);
}

/** 一次签署: a person's signature over the content of a run. */
export interface Signature {
  readonly role: SignRole;
  readonly by: string;
  /** When, YYYY-MM-DDTHH:MM:SSZ. */
  readonly at: string;
  /** 内容摘要: SHA-256, see signedContent. */
  readonly content: string;
}

/** 一期的签署记录, oldest first. `damaged`: what is wrong with the record, for which no signature counts. */
export interface SignatureRecord {
  readonly signatures: readonly Signature[];
  readonly damaged?: string;
}

/** 签署情况 of the content as it is now. */
export interface SignOff {
  readonly content: string;
  /** Whether the content was fit to be published before anybody's signature was asked for. */
  readonly ready: boolean;
  /** The newest signature of each role, if it is over this content. */
  readonly signed: readonly Signature[];
  /** 失效的签署: the newest of a role, over other content, or of a damaged record. */
  readonly lapsed: readonly Signature[];
  readonly damaged?: string;
}

/** 签署情况: which signatures hold for this content. Any change voids them; a content that comes back is the signed one again. */
export function signOffOf(content: string, ready: boolean, { signatures, damaged }: SignatureRecord): SignOff {
  const newest = SIGN_ROLES.flatMap((role) => {
    const own = signatures.filter((one) => one.role === role).reverse();
    return own.find((one) => one.content === content) ?? own[0] ?? [];
  });
  const holds = (one: Signature): boolean => damaged === undefined && one.content === content;
  return {
    content,
    ready,
    signed: newest.filter(holds),
    lapsed: newest.filter((one) => !holds(one)),
    ...(damaged !== undefined && { damaged }),
  };
}

/** 校验码: the beginning of the content's hash, as it is printed: 3FA9-C1D2-08B7-44E1. */
export function codeOf(content: string): string {
  return content.slice(0, 16).toUpperCase().match(/.{4}/g)?.join("-") ?? "";
}

/** 签发：张三（2023-03-30）. */
export function signatureText({ role, by, at }: Signature): string {
  return `${role}：${by}（${beijingDay(at)}）`;
}

/** 签署说明 of an output: the code of what was signed, or that a signature does not hold and why; undefined where nobody has signed. */
export function signOffLine(signOff: SignOff | undefined): string | undefined {
  if (signOff === undefined) return undefined;
  const { signed, lapsed, content, damaged } = signOff;
  const why = damaged === undefined ? "签署后内容有变化，下列签署已失效" : "签署记录不可信，下列签署不算数";
  if (lapsed.length > 0) return `${why}：${lapsed.map(signatureText).join("，")}。`;
  return signed.length > 0 ? `校验码：${codeOf(content)}` : undefined;
}
