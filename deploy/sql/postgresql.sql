-- PostgreSQL：载入每次运行都有的 data/contributions.csv（带 BOM 的 UTF-8，首行为列名）。可以重复执行。
BEGIN;
DROP VIEW IF EXISTS contributions;
CREATE TABLE IF NOT EXISTS contributions_csv (
  code text, unit_code text, unit_name text, value numeric(38, 6), file text, sheet text, cell text, "text" text
);
TRUNCATE contributions_csv;
\copy contributions_csv FROM 'contributions.csv' WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')
CREATE VIEW contributions AS
SELECT code AS figure, unit_code AS unit, unit_name, value, file, sheet, cell, "text" FROM contributions_csv;
COMMIT;
