import { warn } from '../../contract/warn.js';
import { pageState, type Callable } from '../../page/page-state.js';

/**
 * Warns when the page calls `initAliyunCaptcha` itself, which takes the callbacks of every init before it
 * (docs/vendors/aliyun.md, A-OPTIONS-PERSIST). For the build for developers alone: only a function in the place of the
 * vendor's own notices such a call, and a page in production keeps the one that it loaded.
 */
export function watchPageInits(vendorGlobal: Callable): void {
  const page = window as { initAliyunCaptcha?: unknown };
  if (page.initAliyunCaptcha !== vendorGlobal) return;
  const watched = (...given: never[]) => {
    warn(
      'page_init',
      'The page calls initAliyunCaptcha() beside captcha-failover. The callbacks of both are the later one’s from then on, so that the other one’s challenge comes to nothing. Use one of the two on a page.',
    );
    return vendorGlobal(...given);
  };
  // Else another copy of the library would take it for the vendor's.
  pageState().ours.add(watched);
  page.initAliyunCaptcha = watched;
}
