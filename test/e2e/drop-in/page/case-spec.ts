/** One page under one fault, as the page itself is told of it. */
export interface CaseSpec {
  id: string;
  press?: string;
  pressable?: string;
  v2?: true;
  sends?: true;
  late?: string;
  /** How long it is watched, in ms. */
  patience: number;
}

export interface CaseResult {
  /** What the page was told, in order. */
  calls: string[];
  /** From the user's first press until the page can go on; null: it cannot. */
  ms: number | null;
}
