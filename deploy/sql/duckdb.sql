-- DuckDB：直接读取 export --parquet 的文件；多个县的文件写作 '*/contributions.parquet'。
CREATE OR REPLACE VIEW contributions AS SELECT * FROM read_parquet('contributions.parquet');
