import { useEffect, useState } from 'react';
import { aliyun, captchaForm, tencent, type Outcome } from 'captcha-failover';
import { userMessage } from 'captcha-failover/messages';
import { useCaptcha, type UseCaptchaOptions } from 'captcha-failover/react';

const options: UseCaptchaOptions = {
  providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })],
  language: 'auto',
};

export function LoginForm({ onOutcome }: { onOutcome(outcome: Outcome): void }) {
  const { formRef, boxRef, reset, status, outcome } = useCaptcha({ ...options, mode: 'embed', onOutcome });
  return (
    <form ref={formRef} action="/login" method="post" onReset={reset}>
      <div ref={boxRef} />
      <button disabled={status === 'starting'}>Sign in</button>
      {outcome?.status === 'unverified' && <b>{outcome.errorCode}</b>}
      <p aria-live="polite">{userMessage(outcome ?? status)}</p>
    </form>
  );
}

export function SendCode() {
  const [ticket, setTicket] = useState<string>();
  const { verify } = useCaptcha({ ...options, onError: ({ code }) => console.warn(code) });
  useEffect(() => {
    const controller = new AbortController();
    void verify({ signal: controller.signal }).then(({ proof }) => {
      if (proof?.vendor === 'tencent') setTicket(proof.ticket);
    });
    return () => controller.abort();
  }, [verify]);
  return <output>{ticket}</output>;
}

export const protect = captchaForm({ ...options, field: 'proof' });
