import { tencent } from 'captcha-failover';
import { useCaptcha } from 'captcha-failover/react';

const providers = tencent({ appId: '190000001' });

export function Misuse() {
  // refused
  useCaptcha({});
  // refused
  useCaptcha({ providers, feild: 'proof' });
  // refused
  useCaptcha({ providers, mode: 'float' });
  // refused
  useCaptcha({ providers, field: undefined });
  // refused
  useCaptcha({ providers, onOutcome: (token: string) => void token });
  // refused
  useCaptcha({ providers: tencent({ appId: 190000001 }) });
  const { formRef, boxRef, verify, status, outcome } = useCaptcha({ providers });
  // refused
  void verify().then(({ proof }) => proof.ticket);
  // refused
  const ticket: string = outcome?.status === 'passed' ? outcome.proof.ticket : '';
  return (
    <form ref={formRef}>
      {/* refused */}
      <div ref={formRef} />
      <div ref={boxRef} />
      {/* refused */}
      <button disabled={status === 'passed'} />
      {/* refused */}
      {outcome.status}
      {ticket}
    </form>
  );
}
