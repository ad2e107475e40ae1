import { textOf, type Fields } from './body.js';
import { ok, unknownShape, type Finding } from './finding.js';

/** Words of capitals joined by "_": every documented code has this shape, and little else that is a whole body. */
export function isCode(text: string): boolean {
  return text.length <= 100 && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text);
}

/** A plain answer of `in.php` or `res.php`: `OK|<value>`, `OK_…` for a report, or the bare code. */
export function readPlainAnswer(text: string): Finding {
  if (/^OK(?:\|.|_[A-Z])/.test(text)) return ok;
  return isCode(text) ? readCode(text) : unknownShape;
}

/** The same with `json=1`: `{ "status": 1 | 0, "request": value | code }`. */
export function readJsonAnswer({ status, request }: Fields): Finding {
  const text = textOf(request);
  if (!text) return unknownShape;
  if (status === 1) return ok;
  return status === 0 ? readCode(text) : unknownShape;
}

/** All codes come in one form, so only the code tells a task that goes on or was given up from a refused request. */
function readCode(code: string): Finding {
  if (code === 'CAPCHA_NOT_READY') return { kind: 'pending', code };
  return { kind: 'error', layer: code === 'ERROR_CAPTCHA_UNSOLVABLE' ? 'task' : 'request', code };
}
