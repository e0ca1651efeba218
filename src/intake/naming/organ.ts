import type { Schemas } from "../../form/form.js";

/** 机关、单位: whether a name ends as organs' names do. Stand-ins (某局, XX镇) are none. */
export function isOrgan(name: string, { naming }: Schemas): boolean {
  return (
    name.length >= 3 &&
    !/^[我本该各某]|[XＸ×*]{2}/i.test(name) &&
    naming.organEndings.some((ending) => name.endsWith(ending))
  );
}
