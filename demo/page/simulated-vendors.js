// The vendors of the small pages are simulated on this machine, and broken as the page's address says: react.html?fault=hang
// breaks the first one, &fault2=503 the second. What is in /build/ takes the addresses of the vendors' scripts from here, so
// that a page's source can be what it is on a site.
(() => {
  const { tencentEntry, aliyunCdn } = window.simulatorHosts;
  const { first = 'tencent' } = document.currentScript.dataset;
  const query = new URLSearchParams(location.search);
  const run = Date.now();
  const scriptOf = (vendor, address) => {
    const entry = query.get(vendor === first ? 'fault' : 'fault2') || 'ok';
    return `${address}?${new URLSearchParams({ entry, run })}`;
  };
  window.simulatedVendors = {
    tencent: scriptOf('tencent', `${tencentEntry}/TJCaptcha.js`),
    aliyun: scriptOf('aliyun', `${aliyunCdn}/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js`),
  };
})();
