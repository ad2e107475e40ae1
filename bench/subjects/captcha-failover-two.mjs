import { aliyun, createCaptcha, tencent } from '../../dist/index.js';

window.start = async () => {
  const captcha = createCaptcha({
    providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })],
  });
  const outcome = await captcha.verify();
  if (outcome.status === 'passed' && outcome.proof.vendor === 'aliyun') return 'passed by the second';
  return outcome.status === 'unverified' ? `ticket ${outcome.error.code}` : outcome.status;
};
