import { setSize } from './layout.js';
import { later } from './later.js';
import { callOption } from './tencent.js';

export interface AliyunInstance {
  readonly destroys: number;
  destroyCaptcha(): void;
}

/** One call of `initAliyunCaptcha`. */
export interface AliyunInit {
  /** As given: the very object. */
  readonly options: Record<string, unknown>;
  /** `performance.now()` */
  readonly at: number;
  readonly element: HTMLElement | null;
  readonly trigger: HTMLElement | null;
  readonly clicks: number;
  readonly instance: AliyunInstance;
  /** `getInstance`, from where on clicks count, and the promise. */
  succeed(captchaType?: string): void;
  /** `getInstance` alone. */
  ready(instance?: AliyunInstance): void;
  resolve(value?: unknown): void;
  reject(error: unknown): void;
  openPopup(): void;
  closePopup(): void;
  call(option: string, ...values: unknown[]): unknown;
  /** As the script does when Init fails: fallback, success, onError, promise, in one turn. */
  fail(apiCode: string, errorCode?: string, param?: string): void;
}

export interface FakeAliyun {
  readonly inits: readonly AliyunInit[];
  readonly last: AliyunInit;
  /** What an init leads to, some ms later. By default all is well, with a puzzle. */
  onInit: (init: AliyunInit) => void;
  /** What a click on the trigger does. By default the popup opens. */
  onTrigger: (init: AliyunInit) => void;
  /** Runs the vendor's script. */
  install(): void;
}

const encode = (value: object) => btoa(JSON.stringify(value));

export const v3Param = encode({ certifyId: 'c1', sceneId: 'scene1', isSign: true, securityToken: 's1' });
export const v3DegradedParam = encode({ certifyId: 'c1', sceneId: 'scene1', isSign: true });
export const v3FailoverParam = encode({
  certifyId: 'c1',
  sceneId: 'scene1',
  failover: 'T',
  err: { code: 'INIT_FAIL' },
});
export const v2Param = JSON.stringify({ sceneId: 'scene1', certifyId: 'c1', deviceToken: 'd1', data: 'x' });
export const v2FailoverParam = JSON.stringify({ sceneId: 'scene1', certifyId: 'c1', deviceToken: 'd1', failover: 'T' });

const initMs = 20;

const byId = (selector: unknown) =>
  document.querySelector<HTMLElement>(typeof selector === 'string' ? selector : ':not(*)');

/** A small initAliyunCaptcha: what it leaves on the body stays there. */
export function fakeAliyun(): FakeAliyun {
  const inits: AliyunInit[] = [];

  const begin = (options: Record<string, unknown>): Promise<unknown> => {
    // The script writes both into the caller's object: a frozen one throws.
    Object.assign(options, { region: options['region'], prefix: options['prefix'] });
    let clicks = 0;
    let resolve: (value: unknown) => void = () => {};
    let reject: (error: unknown) => void = () => {};
    const promise = new Promise<unknown>((onResolve, onReject) => {
      resolve = onResolve;
      reject = onReject;
    });
    const init: AliyunInit = {
      options,
      at: performance.now(),
      element: byId(options['element']),
      trigger: byId(options['button']),
      instance: fakeInstance(),
      get clicks() {
        return clicks;
      },
      ready(instance = init.instance) {
        if (init.trigger) {
          init.trigger.onclick = () => {
            clicks++;
            vendor.onTrigger(init);
          };
        }
        init.call('getInstance', instance);
      },
      succeed(captchaType = 'PUZZLE') {
        init.ready();
        init.resolve({ CaptchaType: captchaType, CertifyId: 'c1' });
      },
      resolve: (value) => resolve(value),
      reject: (error) => reject(error),
      openPopup() {
        for (const id of ['aliyunCaptcha-mask', 'aliyunCaptcha-window-popup']) {
          const node = document.createElement('div');
          node.id = id;
          document.body.append(setSize(node, 360, 300));
        }
      },
      closePopup() {
        document.querySelectorAll('#aliyunCaptcha-mask,#aliyunCaptcha-window-popup').forEach((node) => node.remove());
        init.call('onClose');
      },
      call: (option, ...values) => callOption(options[option], ...values),
      fail(apiCode, errorCode = 'INIT_FAIL', param = v3DegradedParam) {
        init.call('onFallback', { code: errorCode });
        init.call('success', param);
        init.call('onError', { code: errorCode });
        init.resolve({ Code: apiCode, Success: false });
      },
    };
    inits.push(init);
    later(initMs, () => vendor.onInit(init));
    return promise;
  };

  const vendor: FakeAliyun = {
    inits,
    get last() {
      const last = inits.at(-1);
      if (!last) throw new Error('No init was made.');
      return last;
    },
    onInit: (init) => init.succeed(),
    onTrigger: (init) => init.openPopup(),
    install() {
      (window as unknown as Record<string, unknown>)['initAliyunCaptcha'] = begin;
    },
  };
  return vendor;
}

export function fakeInstance(): AliyunInstance {
  let destroys = 0;
  return {
    get destroys() {
      return destroys;
    },
    destroyCaptcha() {
      destroys++;
    },
  };
}
