import { aliyun, createCaptcha, tencent } from 'captcha-failover';

export const providers = [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })];
export const captcha = createCaptcha({ providers, preload: 'none' });
export const isChecking = (status) => status === 'starting' || status === 'challenging';

/** What a test asks for. */
export const seen = (window.seen = []);
export const entriesOf = (data) => [...data].map(([name, value]) => [name, String(value)]);
