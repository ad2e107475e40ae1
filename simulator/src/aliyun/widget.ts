import { architectureOf, type CaptchaConfig } from './captcha-config.js';
import { createChallengeView, type ChallengeView } from './challenge-view.js';
import { createEmbed, type Embed } from './embed.js';
import { loadingBox } from './loading-box.js';
import { page } from './page-globals.js';
import { createPopup } from './popup.js';
import { hasCloseCallback, pause, simulatorCase, trapIsOn } from './simulation.js';
import { showTip, submitAnswer } from './submission.js';
import { textsOf } from './texts.js';

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
  const isEmbedded = config.mode === 'embed';
  const waitsForButton = isEmbedded && architectureOf(config) === 'V2' && !config.immediate;
  let embed: Embed | undefined;
  let view: ChallengeView | undefined;
  let isBusy = false;
  let isDestroyed = false;
  /** V2 embed: solved, and waiting for a click on the page's button. */
  let solvedAnswer: number | undefined;

  const popup = createPopup(config, texts, {
    answered: onAnswer,
    refreshed: refresh,
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
    if (isDestroyed || simulatorCase.behave === 'show_never_opens') return;
    if (config.CaptchaType !== 'TRACELESS') {
      if (!embed?.isInline()) popup.open(challenge());
    } else if (isEmbedded) {
      // A traceless scene in embed mode is a mistake of the page's, which shows as an empty dialog.
      popup.open(document.createElement('div'));
    } else if (!trapIsOn('traceless-needs-click')) startTraceless();
  }

  function trigger(): void {
    if (simulatorCase.behave === 'show_never_opens') return;
    if (config.CaptchaType === 'TRACELESS' && !isEmbedded) startTraceless();
    else if (config.CaptchaType === 'TRACELESS' || !isEmbedded) show();
    else if (solvedAnswer !== undefined) submit(solvedAnswer);
    // Without `immediate` the page's button sends what was solved before.
    else if (waitsForButton) showTip(config, texts.FINISH_CAPTCHA);
  }

  function startTraceless(): void {
    if (config.CaptchaType === 'TRACELESS') submit(undefined);
  }

  function onAnswer(event: Event): void {
    const answer = (event as CustomEvent<number>).detail;
    if (!waitsForButton) {
      submit(answer);
      return;
    }
    solvedAnswer = answer;
    view?.show('completed');
  }

  function submit(answer: number | undefined): void {
    if (isBusy) return;
    isBusy = true;
    solvedAnswer = undefined;
    void submitAnswer(config, answer, {
      show: (state) => view?.show(state),
      passed,
      tryAgain: () => void tryAgain(),
      freed: () => (isBusy = false),
    });
  }

  async function passed(): Promise<void> {
    view?.show('success');
    embed?.showPassed();
    if (view && config.delayBeforeSuccess !== false) await pause(500);
    popup.hide();
  }

  async function tryAgain(): Promise<void> {
    if (config.CaptchaType !== 'TRACELESS') {
      await pause(1000);
      await renew(false);
    } else if (await renew(true)) show();
  }

  function refresh(): void {
    if (config.CaptchaType !== 'TRACELESS') void renew(false);
  }

  async function renew(escalate: boolean): Promise<boolean> {
    const response = await page.__ALIYUN_CAPTCHA_UTILS?.renewChallenge(config, escalate);
    solvedAnswer = undefined;
    if (!response) {
      // The code exists in the vendor's script; when it is sent is an inference from its name.
      showTip(config, texts.CONGESTION);
      config.onError?.({ code: 'REFRESH_FAIL' });
      return false;
    }
    if (popup.isOpen()) popup.open(challenge());
    embed?.redraw();
    return true;
  }

  return {
    trigger,
    show,
    hide: () => popup.hide(),
    refresh,
    startTraceless,
    render(element) {
      if (isEmbedded) embed = createEmbed({ element, config, texts, challenge, opened: show, answered: onAnswer });
    },
    destroy() {
      isDestroyed = true;
      embed?.destroy();
      embed = undefined;
      popup.destroy();
    },
  };
}
