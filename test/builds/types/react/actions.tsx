// Of React 19: actions, and a ref that returns what undoes it.
import { useActionState } from 'react';
import { captchaForm, tencent } from 'captcha-failover';
import { useCaptcha } from 'captcha-failover/react';

const providers = tencent({ appId: '190000001' });
const protect = captchaForm({ providers });

export function Actions() {
  const { formRef } = useCaptcha({ providers });
  const [proof, action] = useActionState((_: unknown, data: FormData) => data.get('captcha-proof'), null);
  return (
    <>
      <form ref={formRef} action={action} />
      <form ref={protect} action={(data: FormData) => void data.get('captcha-proof')} />
      <output>{String(proof)}</output>
    </>
  );
}
