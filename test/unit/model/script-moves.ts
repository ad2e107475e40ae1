import { openNetwork, type ScriptRequest } from '../fakes/script-network.js';
import type { Mood, ScriptAnswer } from './steps.js';

/** What becomes of the library's script tags. */
export function scriptMoves(install: (url: string) => void) {
  const answered = new Set<ScriptRequest>();
  let mood: Mood = 'healthy';
  const network = openNetwork(() => {});

  /** A tag answers once, as any request does; its script may have run before. */
  const answer = (request: ScriptRequest, how: ScriptAnswer) => {
    const { url } = request;
    if (how === 'ok' || how === 'runs') install(url);
    if (how === 'runs') return;
    answered.add(request);
    if (how === 'wrong') {
      const page = window as unknown as Record<string, unknown>;
      page[/aliyun/i.test(url) ? 'initAliyunCaptcha' : 'TencentCaptcha'] ??= {};
    }
    if (how === 'blocked') {
      const violation = Object.assign(new Event('securitypolicyviolation'), {
        disposition: 'enforce',
        blockedURI: url,
      });
      document.dispatchEvent(violation);
    }
    if (how === 'error' || how === 'blocked') request.fail();
    else request.load();
  };

  network.answer('', (request) => {
    if (mood !== 'silent' && !answered.has(request)) answer(request, mood === 'healthy' ? 'ok' : 'error');
  });

  return {
    act(which: number, how: ScriptAnswer) {
      const request = network.requests.filter((open) => !answered.has(open)).at(-1 - which);
      if (request) answer(request, how);
    },
    setMood(next: Mood) {
      mood = next;
    },
    close: () => network.close(),
  };
}
