// One cell: a page of one subject with one fault, watched until its function settles or the patience is over.
const site = 'https://bench.test/';
const lookEveryMs = 300;

function page(subject, fault) {
  const nonce = fault.nonce ? ` nonce="${fault.nonce}"` : '';
  const tag = subject.tag || fault.deadTag ? `<script${nonce} src="${subject.url}"></script>` : '';
  // Where the vendor's tag stands in the page, waiting for it counts.
  const began = subject.tag ? '0' : 'performance.now()';
  return `<!doctype html><meta charset="utf-8"><title>bench</title>${tag}<body>
<script${nonce} src="/subject.js"></script>
<script${nonce}>
  const began = ${began};
  const called = performance.now();
  const promise = window.start();
  const calledFor = performance.now() - called;
  const done = (how, what) => {
    window.seen = { how, what, ms: performance.now() - began, ranFor: window.ranFor, calledFor };
  };
  promise.then(
    (what) => done('resolves', what),
    (error) => done('rejects', error instanceof Error ? 'Error' : Object.prototype.toString.call(error).slice(8, -1)),
  );
</script>`;
}

/** @returns how it settled, what with, after how many ms; and for how long its code ran and its call took, in ms */
export async function observe(browser, subject, code, fault) {
  const context = await browser.newContext();
  let requests = 0;
  // A route that is open when the page goes needs no answer any more.
  const answer = (pattern, give) => context.route(pattern, (route) => Promise.resolve(give(route)).catch(() => {}));
  const at = (address) => {
    const { origin, pathname } = new URL(address);
    return (url) => url.origin === origin && url.pathname === pathname;
  };
  try {
    const opened = await context.newPage();
    const contentType = 'application/javascript';
    await answer(at(site), (route) =>
      route.fulfill({ body: page(subject, fault), contentType: 'text/html', headers: fault.headers ?? {} }),
    );
    await answer(at(`${site}subject.js`), (route) => route.fulfill({ body: code, contentType }));
    await answer(at(subject.url), (route) => fault.answer(route, subject, ++requests));
    const { also } = subject;
    if (also) await answer(at(also.url), (route) => route.fulfill({ body: also.script, contentType }));
    await opened.goto(site, { waitUntil: 'commit' });
    let seen;
    for (const until = Date.now() + fault.watch; !seen && Date.now() < until;) {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      seen = await opened.evaluate(() => window.seen);
    }
    return { ...(seen ?? { how: 'never', ms: fault.watch }), requests };
  } finally {
    await context.close();
  }
}
