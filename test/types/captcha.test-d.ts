import { describe, expectTypeOf, it } from 'vitest';
import {
  createCaptcha,
  isCaptchaError,
  tencent,
  toTencentResult,
  type Captcha,
  type CaptchaError,
  type CaptchaErrorCode,
  type CaptchaEvent,
  type CaptchaOptions,
  type CaptchaStatus,
  type ErrorCategory,
  type Outcome,
  type ParameterIssue,
  type Provider,
  type TencentResult,
  type Vendor,
} from '../../src/index.js';

declare const error: CaptchaError;
const provider = tencent({ appId: '199999861' });

describe('a captcha', () => {
  it('has methods that may be taken out of it', () => {
    const { verify, subscribe, preload, destroy } = createCaptcha({ providers: provider });
    expectTypeOf(verify()).toEqualTypeOf<Promise<Outcome>>();
    expectTypeOf(verify({ signal: new AbortController().signal })).toEqualTypeOf<Promise<Outcome>>();
    expectTypeOf(preload()).toEqualTypeOf<Promise<void>>();
    expectTypeOf(subscribe((status) => expectTypeOf(status).toEqualTypeOf<CaptchaStatus>())).toEqualTypeOf<
      () => void
    >();
    expectTypeOf(destroy).toEqualTypeOf<() => void>();
    expectTypeOf(verify).thisParameter.toBeUnknown();
  });

  it('has a status that only it changes', () => {
    const captcha = {} as Captcha;
    expectTypeOf(captcha.status).toEqualTypeOf<
      'idle' | 'preloading' | 'ready' | 'starting' | 'challenging' | 'destroyed'
    >();
    // @ts-expect-error it is read only
    captcha.status = 'ready';
  });

  it('takes a signal and nothing else', () => {
    const { verify } = createCaptcha({ providers: provider });
    // @ts-expect-error the controller is not its signal
    void verify({ signal: new AbortController() });
    // @ts-expect-error there is no such option
    void verify({ timeout: 5 });
  });
});

describe('a provider', () => {
  it('tells vendor and id, and nothing else', () => {
    expectTypeOf<keyof Provider>().toEqualTypeOf<'vendor' | 'id'>();
    expectTypeOf(provider.vendor).toEqualTypeOf<Vendor>();
    expectTypeOf(provider.id).toBeString();
    // @ts-expect-error a provider is opaque
    provider.script satisfies unknown;
    // @ts-expect-error a provider is opaque
    provider.start satisfies unknown;
    // @ts-expect-error it is read only
    provider.id = 'other';
  });
});

describe('an error', () => {
  it('is read only, and typed in its codes', () => {
    expectTypeOf(error).toExtend<Error>();
    expectTypeOf(error.next).toEqualTypeOf<'retry' | 'reload' | 'fix_configuration' | 'unblock'>();
    expectTypeOf(error.category).toEqualTypeOf<ErrorCategory>();
    expectTypeOf(error.provider).toEqualTypeOf<Provider | undefined>();
    expectTypeOf(error.vendorCode).toEqualTypeOf<string | undefined>();
    expectTypeOf(error.issues).toEqualTypeOf<readonly ParameterIssue[] | undefined>();
    expectTypeOf(error.toJSON()).toBeObject();
    // @ts-expect-error it is read only
    error.code = 'offline';
    expectTypeOf<CaptchaErrorCode>().toEqualTypeOf<
      | 'invalid_parameter'
      | 'not_in_browser'
      | 'offline'
      | 'script_network'
      | 'script_timeout'
      | 'script_empty'
      | 'script_invalid'
      | 'csp_blocked'
      | 'trusted_types_refused'
      | 'global_conflict'
      | 'element_missing'
      | 'vendor_threw'
      | 'not_shown'
      | 'vendor_failed'
      | 'vendor_refused'
      | 'rate_limited'
    >();
    expectTypeOf<ErrorCategory>().toEqualTypeOf<
      | 'configuration'
      | 'account'
      | 'page'
      | 'environment'
      | 'network'
      | 'timeout'
      | 'rate_limit'
      | 'vendor'
      | 'challenge'
      | 'expired'
      | 'replay'
      | 'cancelled'
      | 'pending'
      | 'unknown'
    >();
  });

  it('is recognised in a catch clause', () => {
    const caught = {} as unknown;
    if (isCaptchaError(caught)) expectTypeOf(caught).toEqualTypeOf<CaptchaError>();
    // @ts-expect-error nothing is known of it without the guard
    caught.code satisfies unknown;
  });
});

describe('an event', () => {
  it('is told apart by its type', () => {
    const onEvent: NonNullable<CaptchaOptions['onEvent']> = (event: CaptchaEvent) => {
      expectTypeOf(event.at).toBeNumber();
      expectTypeOf(event.provider).toEqualTypeOf<Provider | null>();
      if (event.type === 'attempt') expectTypeOf(event.attempt).toBeNumber();
      if (event.type === 'attempt') expectTypeOf(event.url).toBeString();
      if (event.type === 'attempt') expectTypeOf(event.standby).toEqualTypeOf<true | undefined>();
      if (event.type === 'attempt_failed') expectTypeOf(event.retryInMs).toEqualTypeOf<number | 'online' | null>();
      if (event.type === 'attempt_failed') expectTypeOf(event.error).toEqualTypeOf<CaptchaError>();
      if (event.type === 'provider_failed') expectTypeOf(event.error).toEqualTypeOf<CaptchaError>();
      if (event.type === 'late') expectTypeOf(event.what).toEqualTypeOf<'script' | 'callback'>();
      if (event.type === 'outcome') expectTypeOf(event.outcome).toEqualTypeOf<Outcome>();
      // @ts-expect-error not every event has one
      event.outcome satisfies unknown;
    };
    expectTypeOf(onEvent).returns.toBeVoid();
  });

  it('is of one of ten types', () => {
    expectTypeOf<CaptchaEvent['type']>().toEqualTypeOf<
      | 'attempt'
      | 'attempt_failed'
      | 'loaded'
      | 'ready'
      | 'shown'
      | 'hidden'
      | 'expired'
      | 'late'
      | 'provider_failed'
      | 'outcome'
    >();
  });
});

describe('toTencentResult', () => {
  it('gives a result, or nothing', () => {
    expectTypeOf(toTencentResult).parameters.toEqualTypeOf<[Outcome]>();
    expectTypeOf(toTencentResult).returns.toEqualTypeOf<TencentResult | undefined>();
    const result = {} as TencentResult;
    if (result.ret === 0) expectTypeOf(result.ticket).toBeString();
    else expectTypeOf(result.ticket).toBeNull();
  });
});
