import type { BlankCells } from "./blank.js";

/** Who made the sheet, where no colon tells it from a row of the table: 填表人张三, but no 经办人数. */
const SIGNED =
  /^(?:填报人|填表人|报送人|制表人?|经办人|审核人?|复核人?|(?:主管|分管)领导|单位负责人|负责人签[字章]|联系方式)(?![数次均率])/;

/**
 * 表尾: whether a row and all below it only say who made the sheet and when. Such a word stands in a table too; below the table it is no
 * line to fill in.
 */
export function isFoot(blank: BlankCells, row: number, isAsideRow: (row: number) => boolean): boolean {
  if (!isSigned(blank, row)) return false;
  for (let below = row; below < blank.rows; below += 1)
    if (blank.textsIn(below).length > 0 && !isSigned(blank, below) && !isAsideRow(below)) return false;
  return true;
}

function isSigned(blank: BlankCells, row: number): boolean {
  const [first] = blank.textsIn(row);
  return first !== undefined && SIGNED.test(blank.textAt(first.row, first.column));
}
