import { createCaptcha, tencent } from '../../dist/index.js';

window.start = async () => {
  const captcha = createCaptcha({ providers: tencent({ appId: '190000001' }) });
  const outcome = await captcha.verify();
  return outcome.status === 'unverified' ? `ticket ${outcome.error.code}` : outcome.status;
};
