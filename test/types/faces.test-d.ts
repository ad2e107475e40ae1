import type { Ref } from 'react';
import type { ShallowRef } from 'vue';
import { describe, expectTypeOf, it } from 'vitest';
import { captchaForm, tencent, type CaptchaStatus, type Outcome } from '../../src/index.js';
import { useCaptcha as useReact } from '../../src/react/index.js';
import { useCaptcha as useVue } from '../../src/vue/index.js';

const providers = tencent({ appId: '199999861' });

describe('captchaForm', () => {
  it('gives a ref of React 19, which may return what undoes it', () => {
    expectTypeOf(captchaForm({ providers, field: 'proof' })).toExtend<Ref<HTMLFormElement>>();
    expectTypeOf(captchaForm({ providers })).returns.toEqualTypeOf<(() => void) | undefined>();
  });

  it('refuses what neither createCaptcha nor protectForm knows', () => {
    // @ts-expect-error -- misspelt
    captchaForm({ providers, feild: 'proof' });
  });
});

describe('useCaptcha of React', () => {
  it('has refs that return nothing, for React of any version', () => {
    const { formRef, boxRef, verify, reset, status, outcome } = useReact({ providers });
    expectTypeOf(formRef).toExtend<Ref<HTMLFormElement>>();
    expectTypeOf(boxRef).toExtend<Ref<HTMLDivElement>>();
    expectTypeOf(formRef).returns.toBeVoid();
    expectTypeOf(verify()).toEqualTypeOf<Promise<Outcome>>();
    expectTypeOf(reset).toEqualTypeOf<() => void>();
    expectTypeOf(status).toEqualTypeOf<CaptchaStatus>();
    expectTypeOf(outcome).toEqualTypeOf<Outcome | null>();
  });
});

describe('useCaptcha of Vue', () => {
  it('has refs, and takes options or a function of them', () => {
    const { formRef, status, outcome } = useVue({ providers });
    expectTypeOf(useVue(() => ({ providers })).verify()).toEqualTypeOf<Promise<Outcome>>();
    expectTypeOf(formRef).toEqualTypeOf<ShallowRef<HTMLFormElement | null>>();
    expectTypeOf(status.value).toEqualTypeOf<CaptchaStatus>();
    expectTypeOf(outcome.value).toEqualTypeOf<Outcome | null>();
  });
});
