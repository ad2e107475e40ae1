/** What rows need of a browser. The faults come from the simulator, and what can be done in the page is done there. */
export interface Driver {
  /** Resolves when the page is there; not before a script of it has run. */
  open(url: string): Promise<void>;
  /** Calls a function, which must stand on its own, in the page. What it is given and gives is JSON. */
  evaluate<Given, Value>(act: (given: Given) => Value | Promise<Value>, given: Given): Promise<Value>;
  /** Real keys, to what has the focus. */
  press(keys: readonly string[]): Promise<void>;
  /** Goes back in the history; resolves before the page is there. */
  back(): Promise<void>;
  close(): Promise<void>;
}

/** So much room that all frames of a stage are in sight. */
export const VIEWPORT = { width: 1700, height: 1000 };
