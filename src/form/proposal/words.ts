/** 不能相加的: what a label says of rates, shares and averages. */
export const NOT_ADDED = /[%％‰]|率|占比|比例|比重|比值|同比|环比|之比|人均|户均|平均|均(?:值|价|数)|标准|水平/;

/** 不是数的: names, places, days. */
export const NO_NUMBER = /名称|姓名|网址|地址|日期|时间$|电话|类型|类别|^是否|标识码|负责人/;

const OF_ENTRIES = /编号|文号|案号|证号|代码|分类|种类|单位$|主体|^项目|事项|内容|对象|部门|备注|说明/;
const COUNTED = /[数量额]$|[数量额][（(]|次数|人次/;

/** 文字栏: a heading under which no number stands. */
export function isWordy(heading: string): boolean {
  return (NO_NUMBER.test(heading) || OF_ENTRIES.test(heading)) && !NOT_ADDED.test(heading) && !COUNTED.test(heading);
}
