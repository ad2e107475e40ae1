import { loadCoreSdkScript } from '@paypal/paypal-js/sdk-v6';

window.start = async () => {
  const paypal = await loadCoreSdkScript({ environment: 'sandbox' });
  return paypal && paypal.createInstance ? 'loaded' : 'unusable';
};
