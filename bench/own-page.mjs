// What is measured of this library alone, in a page of its own.
import { createCaptcha, tencent } from '../dist/index.js';

const provider = tencent({ appId: '190000001' });
const options = { providers: provider, preload: 'none', retry: { limit: 0 }, onError() {} };

let result = { ret: 0, ticket: 'tr03aaaa', randstr: '@abc' };

/** A vendor's function whose challenge ends at once, with the result. The first one on a page stays. */
function install() {
  window.TencentCaptcha = function (appId, callback, { ready, showFn }) {
    let node;
    this.destroy = () => node && node.remove();
    this.show = () =>
      setTimeout(() => {
        if (!result.errorCode) {
          node = document.body.appendChild(document.createElement('div'));
          node.id = 'tcaptcha_transform_dy';
          ready({});
          showFn({});
        }
        setTimeout(() => {
          this.destroy();
          window.failedAt = performance.now();
          callback(result);
        });
      });
  };
}

/** The script's URL is refused: ms from `verify()` to its request, and from its `error` event to the outcome. */
window.measureScript = async (rounds) => {
  const toRequest = [];
  const toOutcome = [];
  let failedAt = 0;
  window.addEventListener('error', ({ target }) => target.src && (failedAt = performance.now()), true);
  const captcha = createCaptcha(options);
  for (let round = 0; round < rounds; round++) {
    performance.clearResourceTimings();
    const began = performance.now();
    const { status } = await captcha.verify();
    toOutcome.push(performance.now() - failedAt);
    if (status !== 'unverified') throw new Error(status);
    const [request] = performance.getEntriesByType('resource').filter(({ name }) => name.includes('TJCaptcha'));
    if (request) toRequest.push(request.startTime - began);
  }
  captcha.destroy();
  return { toRequest, toOutcome };
};

/** The vendor's script reports a failure: ms from that to the outcome. */
window.measureVendorFailure = async (rounds) => {
  install();
  const passed = result;
  result = { ret: 0, ticket: 'trerror_1006_190000001_1795264000', randstr: '@a', errorCode: 1006 };
  const captcha = createCaptcha(options);
  const toOutcome = [];
  for (let round = 0; round < rounds; round++) {
    const { status } = await captcha.verify();
    toOutcome.push(performance.now() - window.failedAt);
    if (status !== 'unverified') throw new Error(status);
  }
  captcha.destroy();
  result = passed;
  return toOutcome;
};

/** Each round makes a captcha, has its challenge passed and destroys it. */
window.playRounds = async (rounds) => {
  for (let round = 0; round < rounds; round++) {
    const captcha = createCaptcha(options);
    const { status } = await captcha.verify();
    if (status !== 'passed') throw new Error(status);
    captcha.destroy();
  }
};
