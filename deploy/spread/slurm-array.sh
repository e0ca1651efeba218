#!/bin/sh
#SBATCH --job-name=crossfoot
#SBATCH --cpus-per-task=2
#SBATCH --mem=2G
#SBATCH --time=00:30:00
#SBATCH --requeue
# Slurm 作业数组，一个县一个任务：
#   find /srv/nianbao/xian -mindepth 1 -maxdepth 1 -type d | sort > xian.txt
#   export CROSSFOOT_DEPLOY=/srv/crossfoot/deploy/spread      Slurm 会把本脚本另存一份，所以要写明目录
#   sbatch --array=1-$(wc -l < xian.txt)%50 slurm-array.sh xian.txt /srv/nianbao/jieguo 2022
# 某个任务失败，只重交那一个：sbatch --array=17 slurm-array.sh …；做完的重做也不会变。
set -eu
list=${1:?县目录清单} results=${2:?结果目录} year=${3:?年度}
county=$(sed -n "${SLURM_ARRAY_TASK_ID:?}p" "$list")
exec "${CROSSFOOT_DEPLOY:?one-county.sh 所在的目录}/one-county.sh" "${county:?清单中没有第 $SLURM_ARRAY_TASK_ID 行}" "$results" "$year"
