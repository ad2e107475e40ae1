import { describe, expect, it, vi } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { appId, elapse, expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

function addBox(id = 'box') {
  const box = document.createElement('div');
  box.id = id;
  document.body.append(box);
  return box;
}

async function start(options: Parameters<typeof page.create>[0] = {}) {
  const captcha = page.create(options);
  const verifying = captcha.verify();
  await elapse(100);
  return { captcha, verifying };
}

describe('TencentCaptcha is called', () => {
  it('without an element for a popup of the mainland site', async () => {
    await start();
    expect(page.tencent.last).toMatchObject({ element: null, appId, shows: 1 });
    expect(page.tencent.last.options['type']).toBe('popup');
  });

  it('with a container in the page’s element for an embed', async () => {
    const box = addBox();
    await start({ mode: 'embed', element: box });
    expect(box.contains(page.tencent.last.element)).toBe(true);
    expect(page.tencent.last.options['type']).toBe('embed');
  });

  it('with a container for every challenge of the international site', async () => {
    const box = addBox();
    await start({ providers: page.tencentProvider({ region: 'intl' }), element: box });
    expect(page.network.requests.map(({ url }) => url)).toEqual([
      'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js',
    ]);
    expect(box.contains(page.tencent.last.element)).toBe(true);
    expect(page.tencent.last.options['type']).toBe('popup');
  });

  it('with fresh options each time: the vendor changes and keeps them', async () => {
    const { captcha, verifying } = await start();
    page.tencent.last.options['appid'] = 'changed by the vendor';
    page.tencent.last.answer(passResult);
    await outcomeOf(verifying);
    void captcha.verify();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(2);
    expect(page.tencent.instances[1]?.options).not.toBe(page.tencent.instances[0]?.options);
    expect(page.tencent.last.options).not.toHaveProperty('appid');
  });

  it('with no option that is there but undefined', async () => {
    await start();
    for (const [key, value] of Object.entries(page.tencent.last.options)) expect(value, key).toBeDefined();
  });
});

describe('element', () => {
  it('as a function is called at each verify(), not before', async () => {
    const boxes = [addBox('one'), addBox('two')];
    const element = vi.fn(() => boxes[Math.min(element.mock.calls.length, boxes.length) - 1] ?? null);
    const captcha = page.create({ mode: 'embed', element });
    expect(element).not.toHaveBeenCalled();
    const first = captcha.verify();
    await elapse(100);
    expect(boxes[0]?.contains(page.tencent.last.element)).toBe(true);
    page.tencent.last.answer({ ret: 2 });
    await outcomeOf(first);
    void captcha.verify();
    await elapse(100);
    expect(boxes[1]?.contains(page.tencent.last.element)).toBe(true);
    expect(element).toHaveBeenCalledTimes(2);
  });

  it('as a selector is the element that has it at verify()', async () => {
    addBox();
    const captcha = page.create({ mode: 'embed', element: '#box' });
    document.body.replaceChildren();
    const box = addBox();
    void captcha.verify();
    await elapse(100);
    expect(box.contains(page.tencent.last.element)).toBe(true);
  });

  it('that is gone at verify() is element_missing, and the next verify() looks again', async () => {
    const box = addBox();
    const captcha = page.create({ mode: 'embed', element: box });
    box.remove();
    const { error } = expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expect(error).toMatchObject({ code: 'element_missing', category: 'page' });
    document.body.append(box);
    void captcha.verify();
    await elapse(100);
    expect(box.contains(page.tencent.last.element)).toBe(true);
  });

  it('that is given keeps what the page has in it', async () => {
    const box = addBox();
    box.innerHTML = '<p>Please verify:</p>';
    const { captcha } = await start({ mode: 'embed', element: box });
    expect(box.querySelector('p')).not.toBeNull();
    captcha.destroy();
    expect(box.innerHTML).toBe('<p>Please verify:</p>');
  });
});

describe('an embed', () => {
  it('keeps its passed challenge in the box, until the next takes its place there', async () => {
    const box = addBox();
    const { captcha, verifying } = await start({ mode: 'embed', element: box });
    const first = page.tencent.last.element;
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
    expect(box.contains(first)).toBe(true);
    void captcha.verify();
    await elapse(100);
    expect(box.contains(page.tencent.last.element)).toBe(true);
    expect(box.contains(first)).toBe(false);
    expect(box.children).toHaveLength(1);
  });

  it('that failed or was closed leaves its box empty', async () => {
    const box = addBox();
    const { verifying } = await start({ mode: 'embed', element: box });
    page.tencent.last.answer({ ret: 2 });
    await outcomeOf(verifying);
    expect(box.children).toHaveLength(0);
  });
});
