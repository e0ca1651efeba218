/** 函数的编号 ([MS-XLSB] Ftab) with, where it is always the same, the number of its terms. One that is not here makes its formula unknown. */
const LISTED =
  "COUNT:0 IF:1 ISNA:2:1 ISERROR:3:1 SUM:4 AVERAGE:5 MIN:6 MAX:7 ROW:8 COLUMN:9 NA:10:0 STDEV:12 FIXED:14 PI:19:0 SQRT:20:1 " +
  "ABS:24:1 INT:25:1 SIGN:26:1 ROUND:27:2 LOOKUP:28 INDEX:29 REPT:30:2 MID:31:3 LEN:32:1 VALUE:33:1 TRUE:34:0 FALSE:35:0 AND:36 " +
  "OR:37 NOT:38:1 MOD:39:2 TEXT:48:2 RAND:63:0 MATCH:64 DATE:65:3 DAY:67:1 MONTH:68:1 YEAR:69:1 WEEKDAY:70 NOW:74:0 ROWS:76:1 " +
  "COLUMNS:77:1 OFFSET:78 SEARCH:82 TRANSPOSE:83:1 CHOOSE:100 HLOOKUP:101 VLOOKUP:102 CHAR:111:1 LOWER:112:1 UPPER:113:1 LEFT:115 " +
  "RIGHT:116 EXACT:117:2 TRIM:118:1 REPLACE:119:4 SUBSTITUTE:120 CODE:121:1 FIND:124 CELL:125 ISERR:126:1 ISTEXT:127:1 " +
  "ISNUMBER:128:1 ISBLANK:129:1 T:130:1 N:131:1 INDIRECT:148 COUNTA:169 PRODUCT:183 TRUNC:197 ISLOGICAL:198:1 ROUNDUP:212:2 " +
  "ROUNDDOWN:213:2 RANK:216 ADDRESS:219 TODAY:221:0 MEDIAN:227 SUMPRODUCT:228 EVEN:279:1 FLOOR:285:2 CEILING:288:2 ODD:298:1 " +
  "LARGE:325:2 SMALL:326:2 CONCATENATE:336 POWER:337:2 SUBTOTAL:344 SUMIF:345 COUNTIF:346:2 COUNTBLANK:347:1 DATEDIF:351:3 " +
  "HYPERLINK:359 ISEVEN:420:1 ISODD:421:1 RANDBETWEEN:464:2 IFERROR:480:2 COUNTIFS:481 SUMIFS:482 AVERAGEIF:483 AVERAGEIFS:484";

interface Listed {
  readonly name: string;
  /** Undefined where the formula itself tells it. */
  readonly terms: number | undefined;
}

const BY_NUMBER: ReadonlyMap<number, Listed> = new Map(
  LISTED.split(" ").map((one) => {
    const [name = "", number, terms] = one.split(":");
    return [Number(number), { name, terms: terms === undefined ? undefined : Number(terms) }] as const;
  }),
);

/** Of this number is every function that is named by a text: newer ones, those of add-ins and of the user. */
export const NAMED_FUNCTION = 255;

export function functionNumbered(number: number): Listed | undefined {
  return BY_NUMBER.get(number);
}
