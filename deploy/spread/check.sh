#!/usr/bin/env bash
# Tries the recipe for GNU parallel on three small counties: one is killed while it runs and run again, everything is run once more, and what comes
# up must be, byte for byte, what the counties give one after another. Then the city reads it. Where a Slurm runs (one-node-slurm.sh starts one), the array is tried too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
year=2022

make_county() {
  local county=$1
  mkdir -p "$county/inputs/$year"
  cp -r "$root/schemas" "$county/schemas"
  sed -i "s/\"name\": \"瑞金市\"/\"name\": \"$(basename "$county")\"/" "$county/schemas/jurisdiction.json"
  head -3 "$root/schemas/units.csv" >"$county/schemas/units.csv"
  printf '填报单位,象湖镇人民政府\n一、本年新收政府信息公开申请数量,1\n' >"$county/inputs/$year/象湖镇.csv"
}

for name in 瑞金市 于都县 兴国县; do
  make_county "$work/one/$name"
  make_county "$work/many/$name"
  "$here/one-county.sh" "$work/one/$name" "$work/one-by-one" "$year"
done

# A shard that dies: its outputs are half there, its lock is left behind.
"$here/one-county.sh" "$work/many/于都县" "$work/together" "$year" &
child=$!
sleep 0.4
kill -9 "$(pgrep -P "$child" | head -1)" 2>/dev/null || true
wait "$child" 2>/dev/null || true

for _ in 1 2; do "$here/parallel.sh" "$work/many" "$work/together" "$year" 2; done
diff -r --exclude=.joblog "$work/one-by-one" "$work/together"
echo "parallel: the same bytes as one after another, after a kill and a second pass"

# What came later is not passed over because the county was done before.
cp -r "$work/together" "$work/before"
printf '填报单位,叶坪镇人民政府\n一、本年新收政府信息公开申请数量,2\n' >"$work/many/兴国县/inputs/$year/叶坪镇.csv"
"$here/parallel.sh" "$work/many" "$work/together" "$year" 2
diff -r --exclude=.joblog --brief "$work/before" "$work/together" >"$work/changed" || true
grep -q "兴国县/上报.json" "$work/changed" && ! grep -qv "兴国县" "$work/changed"
echo "parallel: a file that came later is taken"
rm -r "$work/together" && mv "$work/before" "$work/together"
rm "$work/many/兴国县/inputs/$year/叶坪镇.csv"

if command -v sbatch >/dev/null && sinfo >/dev/null 2>&1; then
  find "$work/many" -mindepth 1 -maxdepth 1 -type d | sort >"$work/list"
  CROSSFOOT_DEPLOY=$here sbatch --wait --output="$work/slurm-%a.log" --array=1-3 "$here/slurm-array.sh" "$work/list" "$work/slurm" "$year"
  diff -r "$work/one-by-one" "$work/slurm"
  echo "slurm: the same bytes"
else
  echo "slurm: not there"
fi

mkdir -p "$work/city/inputs"
cp -r "$root/schemas" "$work/city/schemas"
sed -i 's/"name": "瑞金市"/"name": "赣州市"/; s/"level": "county"/"level": "city"/' "$work/city/schemas/jurisdiction.json"
printf 'code,name,aliases,category\nC01,瑞金市,,县\nC02,于都县,,县\nC03,兴国县,,县\n' >"$work/city/schemas/units.csv"
cp -r "$work/together" "$work/city/inputs/$year"
node "$root/dist/cli.js" status --year "$year" --inputs "$work/city/inputs" --schemas "$work/city/schemas" --outputs "$work/city/outputs" --log "$work/log" |
  tee "$work/status"
grep -q "县级：应报6" "$work/status"
