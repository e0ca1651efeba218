#!/bin/sh
# GNU parallel：parallel.sh 各县所在目录 结果目录 年度 [同时几个县]
# 一台或几台机器（另加 --sshloginfile 机器清单，各机器共用一个磁盘）。中断后原样再执行一次：做完的不重做，失败的重做。
set -eu
counties=${1:?各县所在目录} results=${2:?结果目录} year=${3:?年度} jobs=${4:-50%}
mkdir -p "$results"
find "$counties" -mindepth 1 -maxdepth 1 -type d | sort |
  parallel --jobs "$jobs" --joblog "$results/.joblog" --resume-failed --retries 3 \
    "$(dirname "$0")/one-county.sh" {} "$results" "$year"
