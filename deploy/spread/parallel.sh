#!/bin/sh
# GNU parallel：parallel.sh 各县所在目录 结果目录 年度 [同时几个县]
# 一台或几台机器（另加 --sshloginfile 机器清单，各机器共用一个磁盘）。可以原样再执行：材料没有变化的县很快就过（不重新生成），变了的、没做完的重做。
set -eu
counties=${1:?各县所在目录} results=${2:?结果目录} year=${3:?年度} jobs=${4:-50%}
mkdir -p "$results"
find "$counties" -mindepth 1 -maxdepth 1 -type d | sort |
  parallel --jobs "$jobs" --joblog "$results/.joblog" --retries 3 \
    "$(dirname "$0")/one-county.sh" {} "$results" "$year"
