import { hasPictures, type CaptchaConfig } from './captcha-config.js';
import { timeoutOf } from './init-request.js';
import { hosts, placeUrl, trapIsOn } from './simulation.js';

/** Fetched by XHR and turned into data URLs. A failed one is done without; one that never answers is waited for. */
export async function loadPictures(config: CaptchaConfig): Promise<void> {
  if (!hasPictures(config.CaptchaType)) return;
  const [background, piece] = await Promise.all([
    dataUrlOf(config.Image, config),
    dataUrlOf(config.PuzzleImage, config),
  ]);
  config.pictures = { background, piece };
}

function dataUrlOf(path: string | undefined, config: CaptchaConfig): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (!path) {
      resolve(undefined);
      return;
    }
    const request = new XMLHttpRequest();
    request.responseType = 'blob';
    request.onload = () => {
      const reader = new FileReader();
      reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : undefined);
      if (request.status === 200 && request.response instanceof Blob) reader.readAsDataURL(request.response);
      else resolve(undefined);
    };
    request.onerror = () => resolve(undefined);
    request.ontimeout = () => resolve(undefined);
    request.open('GET', placeUrl('image', hosts.aliyunStatic, path));
    // The vendor's request has no time limit.
    if (!trapIsOn('image-without-answer-hangs')) request.timeout = timeoutOf(config);
    request.send();
  });
}
