-- 各项指标的合计：与 consolidated.json 的 value 逐位相同。三种数据库用同一句。
-- total 不叫 value，因为 ClickHouse 会把别名当作列。units 是有该项数的单位数，missing 是该项不能读取或没有填报的单位数（不等于零）。
SELECT figure, SUM(value) AS total, COUNT(value) AS units, COUNT(*) - COUNT(value) AS missing
FROM contributions
GROUP BY figure
ORDER BY figure;
