import { load } from 'recaptcha-v3';

window.start = async () => {
  const recaptcha = await load('key1');
  return (await recaptcha.execute('login')) ? 'loaded' : 'unusable';
};
