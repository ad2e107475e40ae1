import { setSize } from './layout.js';
import { later } from './later.js';

export interface TencentInstance {
  /** The first argument of the form with a container. */
  readonly element: HTMLElement | null;
  readonly appId: unknown;
  readonly options: Record<string, unknown>;
  readonly shows: number;
  readonly destroys: number;
  /** What the page's callback threw: the vendor swallows it. */
  readonly thrown: unknown[];
  show(): void;
  destroy(): void;
  /** The challenge appears: node and `showFn`. */
  open(): void;
  /** Calls the page back. */
  answer(result: unknown): void;
}

export interface FakeTencent {
  readonly instances: readonly TencentInstance[];
  readonly last: TencentInstance;
  /** What the constructor does first. */
  onCreate: (instance: TencentInstance) => void;
  /** What a `show()` leads to, some ms later. By default the challenge appears. */
  onShow: (instance: TencentInstance) => void;
  /** While false, `show()` is queued until the frame script is there. */
  frameReady: boolean;
  frameArrives(): void;
  /** Runs the vendor's script. */
  install(site?: 'cn' | 'intl'): void;
}

export const realTicket = `tr03${'a'.repeat(139)}*`;
export const realRandstr = '@Vki';
export const passResult = { ret: 0, ticket: realTicket, randstr: realRandstr, appid: '199999861' };

/** What the vendor's script calls back with when a part of it fails. */
export function disasterResult(code: number, ticket = `trerror_${code}_199999861_1795264000`) {
  return { ret: 0, ticket, randstr: '@bwvwg7d4e3q', errorCode: code, errorMessage: `code_${code}` };
}

const showMs = 20;

/** A small TencentCaptcha: one live challenge a page, `destroy()` page-wide, the callback's exceptions swallowed. */
export function fakeTencent(): FakeTencent {
  const instances: TencentInstance[] = [];
  const queue: TencentInstance[] = [];
  let node: HTMLElement | undefined;

  const tearDown = () => {
    node?.remove();
    node = undefined;
  };

  const create = (signature: unknown[]): TencentInstance => {
    const element = signature[0] instanceof HTMLElement ? signature[0] : null;
    const [appId, callback, options = {}] = (element ? signature.slice(1) : signature) as [
      unknown,
      (result: unknown) => void,
      Record<string, unknown>?,
    ];
    if (typeof appId !== 'string' || typeof callback !== 'function') throw new Error('Arguments error.');
    let shows = 0;
    let destroys = 0;
    const thrown: unknown[] = [];
    const instance: TencentInstance = {
      element,
      appId,
      options,
      thrown,
      get shows() {
        return shows;
      },
      get destroys() {
        return destroys;
      },
      show() {
        shows++;
        if (vendor.frameReady) later(showMs, () => vendor.onShow(instance));
        else queue.push(instance);
      },
      destroy() {
        destroys++;
        tearDown();
      },
      open() {
        tearDown();
        node = document.createElement('div');
        node.id = 'tcaptcha_transform_dy';
        (element ?? document.body).append(setSize(node, 360, 360));
        callOption(options['ready'], { sdkView: { width: 360, height: 360 } });
        callOption(options['showFn'], { duration: 5, sid: '1' });
      },
      answer(result) {
        tearDown();
        try {
          callback(result);
        } catch (error) {
          thrown.push(error);
        }
      },
    };
    instances.push(instance);
    vendor.onCreate(instance);
    return instance;
  };

  const vendor: FakeTencent = {
    instances,
    get last() {
      const last = instances.at(-1);
      if (!last) throw new Error('No instance was made.');
      return last;
    },
    onCreate() {},
    onShow: (instance) => instance.open(),
    frameReady: true,
    frameArrives() {
      vendor.frameReady = true;
      // Looked up on the instance: a page may have replaced it meanwhile.
      for (const instance of queue.splice(0)) instance.show();
    },
    install(site = 'cn') {
      const page = window as unknown as Record<string, unknown>;
      page['TencentCaptcha'] = function (...signature: unknown[]) {
        return create(signature);
      };
      if (site === 'intl') page['TCaptchaGlobal'] = true;
    },
  };
  return vendor;
}

export function callOption(option: unknown, ...values: unknown[]): unknown {
  return typeof option === 'function' ? (option as (...values: unknown[]) => unknown)(...values) : undefined;
}
