// What can become of a vendor's script, and under which policy of the page.
const nonce = 'cGFnZQ';

/** As the vendors' hosts do: @hcaptcha/loader asks for it by `crossorigin`. */
const fulfill = (route, status, body) =>
  route.fulfill({
    status,
    body,
    contentType: 'application/javascript',
    headers: { 'access-control-allow-origin': '*' },
  });
const well = (route, { script }) => fulfill(route, 200, script);
const refuse = (route) => route.abort('connectionrefused');
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** How long a cell is watched, in ms: a hanging script longer, because @paypal/paypal-js gives it 2 × 15 s. */
const patience = 15000;
const longPatience = 35000;

export const faults = [
  { name: 'healthy', answer: well, watch: patience },
  { name: 'connection error', answer: refuse, watch: patience },
  { name: '503', answer: (route) => fulfill(route, 503, 'busy'), watch: patience },
  {
    name: 'fails once',
    answer: (route, subject, count) => (count === 1 ? refuse(route) : well(route, subject)),
    watch: patience,
  },
  { name: 'hangs', answer: () => {}, watch: longPatience },
  { name: 'empty 200', answer: (route) => fulfill(route, 200, ''), watch: patience },
  {
    // The page's own tag for the same URL has failed before; a new request would go well.
    name: 'dead tag',
    deadTag: true,
    answer: (route, subject, count) => (count === 1 ? refuse(route) : well(route, subject)),
    watch: patience,
  },
  {
    name: 'nonce-only CSP',
    nonce,
    headers: { 'content-security-policy': `script-src 'nonce-${nonce}'` },
    answer: well,
    watch: patience,
  },
  {
    name: 'strict-dynamic',
    nonce,
    headers: { 'content-security-policy': `script-src 'nonce-${nonce}' 'strict-dynamic'` },
    answer: well,
    watch: patience,
  },
  {
    name: 'Trusted Types',
    headers: { 'content-security-policy': "require-trusted-types-for 'script'" },
    answer: well,
    watch: patience,
  },
  {
    name: '8 s late',
    answer: async (route, subject) => {
      await after(8000);
      await well(route, subject);
    },
    watch: patience,
  },
];
