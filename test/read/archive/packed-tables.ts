/** 两张表 as 7-Zip 26 packed them (甲.csv, and 乙.csv with its lines the other way round): really packed, which a test can't do itself. */
export const BY_LZMA = [
  "N3q8ryccAAQgui4r5QEAAAAAAAAhAAAAAAAAAAtpD00AdChNjmSsMMc/L+GlVdDFDKUCmY6Y0iXhiUn/NS+nFSN7CtQEVjN8iS/Kh/iyk/c9Z2",
  "1O1y21vFIhaPitLzetVX4tq6fG4YC+Bh0z+9N5/A9iyZohraVmGrHzAtBcxmT/9kzqz7Ui9yIICH7P2kn6UQTNyhfMOcSohWWAQA9lyg6YfYHc",
  "Q1/YMKZLpnZkmSk1W54VzYGyBMFJdicB1/ibwaZ8nTfy6NcGwrvxBS3TOB7qoQRVLuYHySR2B+LwfTuSHaF1UINaCMRg/J3mO5soGAyGPw861L",
  "bQCh5GZbd2JsuYCCC5I9VqWle4Zy2w6GbDt4GL03Eq5ToTGNw+XCpmsm9CWWlka3YCFO/+r1Tc2BT4MqGZCK7y37mVFPGZFdJ/Vy3j3gcY8tcF",
  "WNDNEFdGwumymsLjIu93CllaomgpRDv/kpCelCA/8Jpp04j4C0yjnbtD4m7+2E8MwJHYlyFDhVT5w9CdEgVE6GRx8VRgSfi5Pwc9AYsBtCcW92",
  "zsfrMbguLkrg48NXDkgZK4IOQAAIEzB64P1Tr9CNZsKR9IK0EyaMbASZrodWZnQlEJAJbGwUxz5AQPI4D8ssicZR6dYxXFOez0GmippEGzHeLo",
  "pxyomlR6ccaJ2FaD/8bME8v7rc3gABcGgY8BCVYABwsBAAEjAwEBBV0AEAAADGYKAeGdwgsAAA==",
].join("");

export const BY_LZMA2 = [
  "N3q8ryccAARTzAbK5gEAAAAAAAAhAAAAAAAAAO7xgmvgByMBjl0AdChNjmSsMMc/L+GlVdDFDKUCmY6Y0iXhiUn/NS+nFSN7CtQEVjN8iS/Kh/",
  "iyk/c9Z21O1y21vFIhaPitLzetVX4tq6fG4YC+Bh0z+9N5/A9iyZohraVmGrHzAtBcxmT/9kzqz7Ui9yIICH7P2kn6UQTNyhfMOcSohWWAQA9l",
  "yg6YfYHcQ1/YMKZLpnZkmSk1W54VzYGyBMFJdicB1/ibwaZ8nTfy6NcGwrvxBS3TOB7qoQRVLuYHySR2B+LwfTuSHaF1UINaCMRg/J3mO5soGA",
  "yGPw861LbQCh5GZbd2JsuYCCC5I9VqWle4Zy2w6GbDt4GL03Eq5ToTGNw+XCpmsm9CWWlka3YCFO/+r1Tc2BT4MqGZCK7y37mVFPGZFdJ/Vy3j",
  "3gcY8tcFWNDNEFdGwumymsLjIu93CllaomgpRDv/kpCelCA/8Jpp04j4C0yjnbtD4m7+2E8MwJHYlyFDhVT5w9CdEgVE6GRx8VRgSfi5Pwc9AY",
  "sBtCcW92zsfrMbguLkrg48NXDkgZK4IOQAAACBMweuD9U7JL6WbCkfSB2atbdi2O/O8cQlda9okTZDis65gA6z4HYRIJ2FGy7ca8s5sHWEh6g8",
  "jneVrBMGE8jnVfc6JzmWzSkZSewM7KAXBoGWAQlQAAcLAQABIwMBAQVdABAAAAxWCgFI+xw1AAA=",
].join("");

const NAMES = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"];

/** What stands in 甲.csv, line by line. */
export function packedRows(): readonly (readonly string[])[] {
  return Array.from({ length: 40 }, (_, at) => [
    NAMES[at % 6] as string,
    String((at * 37) % 101),
    String((at * at) % 89),
    String((at * 7) % 13),
  ]);
}
