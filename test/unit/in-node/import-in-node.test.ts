// @vitest-environment node
import { expect, test } from 'vitest';

/** Everything that a module could change for others: globals, and the members of what is built in. */
function surroundings(): string[] {
  const owners = [
    globalThis,
    Object.prototype,
    Array.prototype,
    Function.prototype,
    Promise.prototype,
    process,
    console,
  ];
  return owners.flatMap((owner, index) => Reflect.ownKeys(owner).map((key) => `${index} ${String(key)}`));
}

const handlers = () => process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`);

for (const entry of [
  'index',
  'recovery-ticket',
  'script-tag',
  'drop-in',
  'messages/index',
  'testing/index',
  'react/index',
  'vue/index',
]) {
  test(`importing ${entry} in Node changes nothing`, async () => {
    expect('document' in globalThis).toBe(false);
    // What the frameworks themselves leave is there by then.
    await Promise.all([import('react'), import('vue')]);
    const before = surroundings();
    const handlersBefore = handlers();
    await import(/* @vite-ignore */ new URL(`../../../src/${entry}.ts`, import.meta.url).href);
    expect(surroundings()).toEqual(before);
    expect(handlers()).toEqual(handlersBefore);
  });
}

test('a captcha made in Node is inert, and says why verify() cannot work', async () => {
  const { createCaptcha, tencent, aliyun } = await import('../../../src/index.js');
  const before = surroundings();
  const captcha = createCaptcha({
    providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })],
    preload: 'eager',
    element: '#box',
    button: '#login',
  });
  await captcha.preload();
  expect(captcha.status).toBe('idle');
  expect(await captcha.verify()).toMatchObject({ status: 'failed', proof: null, error: { code: 'not_in_browser' } });
  captcha.destroy();
  expect(captcha.status).toBe('destroyed');
  expect(surroundings()).toEqual(before);
});
