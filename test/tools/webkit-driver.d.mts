export interface WebKitParts {
  /** Path of WebKitWebDriver. */
  driver: string;
  /** Path of Xvfb. */
  display: string;
}

export interface WebKitSession {
  command(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

export function findPart(part: keyof WebKitParts): string | undefined;
export function startWebKit(parts: WebKitParts): Promise<WebKitSession>;
