import { describe, expect, it, vi } from 'vitest';
import { issuesOf } from './fakes/expect-issues.js';
import { passResult } from './fakes/tencent.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

function addButton(html = '<button type="button" id="go"><b>Go</b></button>') {
  document.body.insertAdjacentHTML('beforeend', html);
  return document.querySelector('#go') as HTMLElement;
}

async function pass() {
  await elapse(100);
  page.tencent.last.answer(passResult);
  await elapse(10);
}

describe('a click on `button`', () => {
  it.each([
    ['a selector', () => '#go'],
    ['an element', () => document.querySelector('#go') as HTMLElement],
    ['a function', () => () => document.querySelector<HTMLElement>('#go')],
  ])('given as %s calls verify(), and the outcome goes to onOutcome', async (_, reference) => {
    const button = addButton();
    const onOutcome = vi.fn();
    page.create({ button: reference(), onOutcome });
    button.click();
    await pass();
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'passed' }));
  });

  it('on something inside it counts', async () => {
    addButton();
    page.create({ button: '#go' });
    (document.querySelector('#go b') as HTMLElement).click();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('on something else does not', async () => {
    addButton();
    page.create({ button: '#go' });
    document.body.click();
    await elapse(100);
    expect(page.network.requests).toHaveLength(0);
  });

  it('counts also where the page’s own handler stops the event', async () => {
    const button = addButton();
    button.addEventListener('click', (event) => event.stopPropagation());
    page.create({ button: '#go' });
    button.click();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('counts for the button that has its place now', async () => {
    addButton().remove();
    const captcha = page.create({ button: () => document.querySelector<HTMLElement>('#go') });
    addButton().click();
    await elapse(100);
    expect(captcha.status).toBe('challenging');
  });

  it('twice in a row gives one challenge, and one call of onOutcome', async () => {
    const button = addButton();
    const onOutcome = vi.fn();
    page.create({ button, onOutcome });
    button.click();
    button.click();
    await elapse(50);
    button.click();
    await pass();
    expect(page.tencent.last.shows).toBe(1);
    expect(onOutcome).toHaveBeenCalledTimes(1);
  });

  it('after an outcome makes a new challenge', async () => {
    const button = addButton();
    const onOutcome = vi.fn();
    page.create({ button, onOutcome });
    button.click();
    await pass();
    button.click();
    await pass();
    expect(onOutcome).toHaveBeenCalledTimes(2);
    expect(page.tencent.instances).toHaveLength(2);
  });

  it('gives a dismissed outcome to onOutcome', async () => {
    const button = addButton();
    const onOutcome = vi.fn();
    page.create({ button, onOutcome });
    button.click();
    await elapse(100);
    page.tencent.last.answer({ ret: 2, ticket: null });
    await elapse(10);
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith({ status: 'dismissed', proof: null, reason: 'closed' });
  });

  it('gives nothing to onOutcome where the captcha is destroyed', async () => {
    const button = addButton();
    const onOutcome = vi.fn();
    const captcha = page.create({ button, onOutcome });
    button.click();
    await elapse(100);
    captcha.destroy();
    await elapse(1000);
    expect(onOutcome).not.toHaveBeenCalled();
  });

  it('after destroy() does nothing', async () => {
    const button = addButton();
    page.create({ button }).destroy();
    button.click();
    await elapse(1000);
    expect(page.network.requests).toHaveLength(0);
  });

  it('works without onOutcome', async () => {
    const button = addButton();
    const captcha = page.create({ button });
    button.click();
    await pass();
    expect(captcha.status).toBe('ready');
  });

  it('does not go to the vendor: neither gets the page’s button', async () => {
    const button = addButton();
    page.create({ button, providers: page.aliyunProvider() });
    button.click();
    await elapse(300);
    expect(page.aliyun.last.trigger).not.toBe(button);
    expect(button.onclick).toBeNull();
  });
});

describe('several buttons of one selector', () => {
  const several =
    '<button type="button" class="send" id="go">A</button><button type="button" class="send" id="b">B</button>';

  it.each(['go', 'b'])('all work: #%s', async (id) => {
    addButton(several);
    const onOutcome = vi.fn();
    page.create({ button: '.send', onOutcome });
    document.getElementById(id)?.click();
    await pass();
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'passed' }));
  });

  it('share one captcha: pressed one after the other they have one challenge and one outcome', async () => {
    addButton(several);
    const onOutcome = vi.fn();
    page.create({ button: '.send', onOutcome });
    document.getElementById('go')?.click();
    document.getElementById('b')?.click();
    await pass();
    expect(page.tencent.instances).toHaveLength(1);
    expect(onOutcome).toHaveBeenCalledOnce();
  });

  it('are refused when any of them submits a form', () => {
    addButton('<button type="button" class="send">A</button><form><button class="send">B</button></form>');
    expect(issuesOf(() => page.create({ button: '.send' }))).toMatchObject([
      { parameter: 'button', problem: 'unsupported' },
    ]);
  });
});

describe('onOutcome', () => {
  it('is not called for a verify() of the page itself', async () => {
    const onOutcome = vi.fn();
    const captcha = page.create({ onOutcome });
    void captcha.verify();
    await pass();
    expect(onOutcome).not.toHaveBeenCalled();
  });
});

describe('as `button`', () => {
  it.each([
    ['a button with type=submit', '<form><button id="go" type="submit">Go</button></form>'],
    ['a button without type in a form', '<form><button id="go">Go</button></form>'],
    ['an input with type=submit', '<form><input id="go" type="submit"></form>'],
    ['an image input', '<form><input id="go" type="image"></form>'],
    ['a submit button that names its form', '<form id="f"></form><button id="go" form="f">Go</button>'],
  ])('%s is refused, with what to do instead', (_, html) => {
    addButton(html);
    const [issue] = issuesOf(() => page.create({ button: '#go' }));
    expect(issue).toMatchObject({ parameter: 'button', problem: 'unsupported' });
    expect(issue?.expected).toContain("call verify() in the form's submit handler");
  });

  it.each([
    ['a button with type=button in a form', '<form><button id="go" type="button">Go</button></form>'],
    ['a link', '<a id="go" href="#x">Go</a>'],
    ['a button outside forms', '<button id="go">Go</button>'],
  ])('%s is taken', (_, html) => {
    addButton(html);
    expect(() => page.create({ button: '#go' })).not.toThrow();
  });
});
