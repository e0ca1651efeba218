"""Reads workbooks with one library, once for each line of paths it is given, and says the processor time that this took."""
import json
import sys
import time


def reader(library):
    if library == "openpyxl":
        import openpyxl

        def read(path):
            book = openpyxl.load_workbook(path, data_only=True)
            return len(book.sheetnames)

        return openpyxl.__version__, read
    import pandas

    return pandas.__version__, lambda path: len(pandas.read_excel(path, sheet_name=None, header=None))


version, read = reader(sys.argv[1])
print(json.dumps({"version": version}), flush=True)
for line in sys.stdin:
    paths = json.loads(line)
    wall, processor = time.perf_counter(), time.process_time()
    sheets = sum(read(path) for path in paths)
    cost = {"processor": (time.process_time() - processor) * 1000, "wall": (time.perf_counter() - wall) * 1000}
    print(json.dumps({**cost, "sheets": sheets}), flush=True)
