#!/bin/sh
# 汇总一个县：one-county.sh 县目录 结果目录 年度
# 县目录下是 inputs（各单位的材料）、schemas（该县的名录和设置）、outputs（运行时生成）。
# 结果目录里得到 <县目录名>/上报.json 和 consolidated.json，上一级把整个结果目录放进自己的 inputs/<年度>/ 即可。
# 可以随时中断、重做：材料没有变化时，重做的结果逐字节相同；结果先写成 .part（上一级不读），写全了才换名。
set -eu
county=${1:?县目录} results=${2:?结果目录} year=${3:?年度}
name=$(basename "$county")
crossfoot=${CROSSFOOT:-$(dirname "$0")/../../dist/cli.js}

code=0
node "$crossfoot" run --quiet --year "$year" --inputs "$county/inputs" --schemas "$county/schemas" \
  --outputs "$county/outputs" --log "$county/运行日志.jsonl" || code=$?
# 1 是草稿（有未报、退回或未说明的），照样上报，上一级会标明；其他的是没有运行成功，交给调度程序重做。
[ "$code" -le 1 ] || exit "$code"

mkdir -p "$results/$name"
for file in consolidated.json 上报.json; do
  cp "$county/outputs/$year/$file" "$results/$name/$file.part"
  mv -f "$results/$name/$file.part" "$results/$name/$file"
done
