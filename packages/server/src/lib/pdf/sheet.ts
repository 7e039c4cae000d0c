/** What stands on a sheet: plain data, so that it can go to the thread that draws. */

export interface Fact {
  readonly label: string;
  /** Its lines are kept. */
  readonly text: string;
}

export interface Picture {
  readonly caption: string;
  /** JPEG; null where there is nothing to show, which the caption explains. */
  readonly jpeg: Uint8Array | null;
  /** A signature lies wide and alone, photos stand in pairs. */
  readonly wide: boolean;
}

export interface Section {
  readonly heading: string;
  readonly facts: readonly Fact[];
  readonly pictures: readonly Picture[];
}

export interface QrCode {
  readonly text: string;
  /** Stands beside it. */
  readonly caption: string;
}

export interface Sheet {
  /** By BCP 47; English unless somebody says otherwise. */
  readonly language?: string;
  readonly title: string;
  /** The largest words on the sheet. */
  readonly name: string;
  /** One word for how things stand. */
  readonly state: string;
  /** What it is about holds no longer, which is seen from afar. */
  readonly isOver?: boolean;
  /** Shown side by side below the title. */
  readonly parties: readonly Fact[];
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
  /** Below the sections. */
  readonly qr?: QrCode;
  /** Small, at the end. */
  readonly remark: string;
  readonly createdAt: Date;
}
