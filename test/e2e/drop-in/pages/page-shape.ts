import type { EntryScript } from 'captcha-failover-simulator/cases';

/** What a page is written with. */
export interface PageTerms {
  /** The address in its tag, as an attribute has it: the vendor's script or ours. */
  src: string;
  /** Of Tencent, or the SceneId of Aliyun. */
  id: string;
}

/** A page as the vendor's documents, or the many that copied them, have it. */
export interface PageShape {
  name: string;
  /** As the drop-in is told. */
  site: 'tencent' | 'tencent-intl' | 'aliyun';
  /** Which of the vendor's scripts it gets: today's, on pages of the 1.0 era, too. */
  entry: EntryScript;
  html(terms: PageTerms): string;
  /** What the user presses to begin; absent: it begins by itself. */
  press?: string;
  /** What shows that a press would be heard, as an expression, where that is later than the page is ready. */
  pressable?: string;
  /** Aliyun only: its architecture, and whether the page has an `onError`. */
  v2?: true;
  hasOnError?: true;
  /** The user presses once more when the challenge in the page is solved. */
  sends?: true;
}
