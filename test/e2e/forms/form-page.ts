import type { Page } from '@playwright/test';
import type { Scenario } from '../harness.js';

/** What the page's server got: one entry for each request, with the path and the fields. */
export interface Sent {
  readonly path: string;
  readonly fields: Record<string, string>;
}

declare global {
  interface Window {
    /** Ends the protection of the page's form. */
    unprotect(): void;
  }
}

/** Answers what forms are sent to, in a frame of the page. */
export async function receive(page: Page): Promise<Sent[]> {
  const sent: Sent[] = [];
  await page.route(/\/(login|register)$/, async (route) => {
    const request = route.request();
    const body = request.postData() ?? '';
    sent.push({ path: new URL(request.url()).pathname, fields: Object.fromEntries(new URLSearchParams(body)) });
    await route.fulfill({ contentType: 'text/html', body: 'Sent' });
  });
  return sent;
}

/** Opens a page with this form and protects it with a captcha of Tencent. */
export async function openForm(page: Page, scenario: Scenario, form: string, options: object = {}): Promise<void> {
  await scenario.open({ body: `${form.replace('<form', '<form target="sink"')}<iframe name="sink" hidden></iframe>` });
  await page.evaluate(
    ({ scriptUrl, options }) => {
      const { tencent, protectForm } = window.library;
      const captcha = window.create({ providers: tencent({ appId: '190000001', scriptUrl }), preload: 'none' });
      const root = document.querySelector('#host')?.shadowRoot ?? document;
      window.unprotect = protectForm(captcha, root.querySelector('form') as HTMLFormElement, options);
    },
    { scriptUrl: scenario.url('tencent-cn'), options },
  );
}

export const fields = `
  <label>User <input name="user" value="ada" required></label>
  <button name="action" value="sign-in">Sign in</button>
  <button name="action" value="register" formaction="/register">Register</button>`;
