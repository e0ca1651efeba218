/** 收件清单中的一项: a path below the inputs folder of the year, as the disk lists it. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}
