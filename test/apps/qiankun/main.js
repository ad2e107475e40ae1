import { loadMicroApp } from 'qiankun';

const { sandbox, entry } = document.getElementById('root').dataset;

// The vendors' scripts run in the page: fetched for the sandbox, they would need CORS.
const isVendors = (url) => /captcha|\/dy-|qcloud|alicdn/i.test(url) && !url.includes('shop.example');

loadMicroApp(
  { name: 'micro', entry, container: '#root' },
  { sandbox: { default: true, loose: { loose: true }, off: false }[sandbox], excludeAssetFilter: isVendors },
);
