import { architectureOf, type CaptchaConfig } from './captcha-config.js';
import { handleBusinessResult } from './business-result.js';
import { createChallengeView, type ChallengeView } from './challenge-view.js';
import { createEmbed, type Embed } from './embed.js';
import { loadingBox } from './loading-box.js';
import { page } from './page-globals.js';
import { createPopup } from './popup.js';
import { hasCloseCallback, pause, simulatorCase, trapIsOn } from './simulation.js';
import { textsOf } from './texts.js';
import { v2Param, verifyAnswer } from './verification.js';

export interface Widget {
  /** A click on the page's button. */
  trigger(): void;
  show(): void;
  hide(): void;
  refresh(): void;
  startTraceless(): void;
  /** Draws into the page's element where there is something to draw before a click. */
  render(element: HTMLElement): void;
  destroy(): void;
}

export function createWidget(config: CaptchaConfig): Widget {
  const texts = textsOf(config);
  const isV2 = architectureOf(config) === 'V2';
  const isEmbedded = config.mode === 'embed';
  let embed: Embed | undefined;
  let view: ChallengeView | undefined;
  let isBusy = false;
  /** V2 embed: solved, and waiting for a click on the page's button. */
  let solvedAnswer: number | undefined;

  const popup = createPopup(config, texts, {
    answered: onAnswer,
    refreshed: () => void refresh(),
    closed: () => {
      if (hasCloseCallback) config.onClose?.();
    },
  });

  function challenge(): HTMLElement {
    if (simulatorCase.behave === 'loading_only') return loadingBox(texts);
    view = createChallengeView(config, texts);
    return view.root;
  }

  function show(): void {
    if (simulatorCase.behave === 'show_never_opens') return;
    if (config.CaptchaType === 'TRACELESS') {
      // A traceless scene in embed mode is a mistake of the page's that shows as an empty dialog.
      if (isEmbedded) popup.open(document.createElement('div'));
      else if (!trapIsOn('traceless-needs-click')) void submit(undefined);
      return;
    }
    if (!embed?.isInline()) popup.open(challenge());
  }

  function trigger(): void {
    if (simulatorCase.behave === 'show_never_opens') return;
    if (!isEmbedded && config.CaptchaType === 'TRACELESS') void submit(undefined);
    else if (!isEmbedded || config.CaptchaType === 'TRACELESS') show();
    else if (isV2 && !config.immediate) {
      // Without `immediate` the page's button sends what was solved before.
      if (solvedAnswer === undefined) page.__ALIYUN_CAPTCHA_UTILS?.showTip(config, texts.FINISH_CAPTCHA);
      else void submit(solvedAnswer);
    }
  }

  function onAnswer(event: Event): void {
    const answer = (event as CustomEvent<number>).detail;
    if (isV2 && isEmbedded && !config.immediate) {
      solvedAnswer = answer;
      view?.show('completed');
    } else void submit(answer);
  }

  async function submit(answer: number | undefined): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    solvedAnswer = undefined;
    view?.show('verifying');
    if (isV2) await submitToBusiness(answer);
    else await submitToVendor(answer);
  }

  async function submitToVendor(answer: number | undefined): Promise<void> {
    const verdict = await verifyAnswer(config, answer);
    isBusy = false;
    switch (verdict.kind) {
      case 'passed':
        await passed();
        config.success?.(verdict.param);
        break;
      case 'failed':
        view?.show('slide_fail');
        config.fail?.(verdict.result);
        await tryAgain();
        break;
      case 'unreachable':
        // What the vendor's script does here is not known: a tip, `fail`, and the challenge stays.
        view?.show('captcha_fail');
        if (config.showErrorTip !== false) page.__ALIYUN_CAPTCHA_UTILS?.showTip(config, texts.CONGESTION);
        config.fail?.(verdict.result);
    }
  }

  async function submitToBusiness(answer: number | undefined): Promise<void> {
    // A callback that gives nothing back leaves the widget busy for good.
    await handleBusinessResult(config, v2Param(config, answer), {
      passed: () => {
        isBusy = false;
        void passed();
      },
      refused: () => {
        isBusy = false;
        void tryAgain();
      },
      rejected: () => {
        isBusy = false;
        view?.show('captcha_fail');
        page.__ALIYUN_CAPTCHA_UTILS?.showTip(config, texts.CAPTCHA_FAIL);
        void tryAgain();
      },
    });
  }

  async function passed(): Promise<void> {
    view?.show('success');
    embed?.showPassed();
    if (view && config.delayBeforeSuccess !== false) await pause(500);
    popup.hide();
  }

  async function tryAgain(): Promise<void> {
    const wasTraceless = config.CaptchaType === 'TRACELESS';
    if (!wasTraceless) await pause(1000);
    await renew(wasTraceless);
    if (wasTraceless && config.CaptchaType !== 'TRACELESS') show();
  }

  async function refresh(): Promise<void> {
    if (config.CaptchaType !== 'TRACELESS') await renew(false);
  }

  async function renew(escalate: boolean): Promise<void> {
    const response = await page.__ALIYUN_CAPTCHA_UTILS?.renewChallenge(config, escalate);
    solvedAnswer = undefined;
    if (!response) {
      // The code exists in the vendor's script; when it is sent is an inference from its name.
      page.__ALIYUN_CAPTCHA_UTILS?.showTip(config, texts.CONGESTION);
      config.onError?.({ code: 'REFRESH_FAIL' });
      return;
    }
    if (popup.isOpen()) popup.open(challenge());
    embed?.redraw();
  }

  return {
    trigger,
    show,
    hide: () => popup.hide(),
    refresh: () => void refresh(),
    startTraceless: () => {
      if (config.CaptchaType === 'TRACELESS') void submit(undefined);
    },
    render(element) {
      if (!isEmbedded) return;
      embed = createEmbed({ element, config, texts, challenge, opened: show, answered: onAnswer });
    },
    destroy() {
      embed?.destroy();
      popup.destroy();
    },
  };
}
