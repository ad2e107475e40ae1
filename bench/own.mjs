// This library alone: how soon it asks, how soon it tells, and what 1,000 rounds leave.
const site = 'https://bench.test/';

async function openPage(browser, code) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('**/*', (route) => {
    if (route.request().url() !== site) return route.abort('connectionrefused');
    return route.fulfill({
      body: `<!doctype html><title>bench</title><body><script>${code}</script>`,
      contentType: 'text/html',
    });
  });
  await page.goto(site);
  return page;
}

async function held(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

export async function measureOwn(browser, code) {
  const page = await openPage(browser, code);
  const script = await page.evaluate(() => window.measureScript(50));
  await page.context().close();

  const other = await openPage(browser, code);
  const vendorFailure = await other.evaluate(() => window.measureVendorFailure(50));
  const session = await other.context().newCDPSession(other);
  await session.send('Performance.enable');
  // What is made once and kept is made by then.
  await other.evaluate(() => window.playRounds(100));
  const before = await held(session);
  await other.evaluate(() => window.playRounds(1000));
  const after = await held(session);
  await other.context().close();
  return { ...script, vendorFailure, before, after };
}
