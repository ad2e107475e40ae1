import type { CheckResult, ProbeAnswer, ProbeResult } from './check-result.js';
import { isVendorDown } from './network-codes.js';
import type { Reply } from './reply.js';
import type { CanaryReading } from './vendor-api.js';

/** When a vendor says nothing: its limits are per second. */
const RETRY_AFTER_MS = 1000;
const MAX_RETRY_AFTER_MS = 60_000;
const SERVER_ERROR = 500;
const TOO_MANY_REQUESTS = 429;
/** Statuses that tell of the way to the API, not of the API. */
const NO_EVIDENCE = new Set([401, 403, 404, 407, TOO_MANY_REQUESTS]);

/** What a reply means for the visitor whose ticket was sent. */
export function checkResultOf(reply: Reply): CheckResult {
  switch (reply.kind) {
    case 'verdict':
      return verdictResult(reply);
    case 'fault':
      return faultResult(reply);
    case 'status':
      if (reply.status === TOO_MANY_REQUESTS) return { kind: 'rate_limited', retryAfterMs: RETRY_AFTER_MS };
      return { kind: 'unchecked', why: reply.status >= SERVER_ERROR ? 'server_error' : 'not_json' };
    case 'network':
      return { kind: 'unchecked', why: 'no_answer', vendorCode: reply.code };
    case 'timeout':
      return { kind: 'unchecked', why: 'timeout' };
    case 'unreadable':
      return { kind: 'unchecked', why: 'not_json' };
  }
}

function verdictResult({ code, meaning }: Reply & { kind: 'verdict' }): CheckResult {
  if (typeof meaning === 'object') return { kind: 'misconfigured', detail: meaning.fix, vendorCode: code };
  switch (meaning) {
    case 'human':
      return { kind: 'human' };
    case 'vendor_error':
    case 'failover':
      return { kind: 'unchecked', why: 'vendor_error', vendorCode: code };
    case 'challenge_failed':
    case 'risk_refused':
    case 'expired':
    case 'replayed':
    case 'test_mode':
      return { kind: 'refused', reason: meaning, vendorCode: code };
  }
}

function faultResult({ code, meaning, status = 0, retryAfterMs }: Reply & { kind: 'fault' }): CheckResult {
  if (meaning === 'throttled') {
    return { kind: 'rate_limited', retryAfterMs: pauseOf(retryAfterMs), vendorCode: code };
  }
  if (status >= SERVER_ERROR) return { kind: 'unchecked', why: 'server_error', vendorCode: code };
  if (meaning === 'vendor_error') return { kind: 'unchecked', why: 'vendor_error', vendorCode: code };
  return { kind: 'misconfigured', detail: meaning.fix, vendorCode: code };
}

function pauseOf(retryAfterMs = RETRY_AFTER_MS): number {
  return retryAfterMs >= 0 ? Math.min(Math.ceil(retryAfterMs), MAX_RETRY_AFTER_MS) : RETRY_AFTER_MS;
}

/** What a reply to our own canary means for the vendor. */
export function probeResultOf(reply: Reply, reads: CanaryReading): ProbeResult {
  switch (reply.kind) {
    case 'verdict':
      return { answer: verdictAnswer(reply, reads), why: `code_${reply.code}` };
    case 'fault':
      return faultProbe(reply, reads);
    case 'status':
      return { answer: statusAnswer(reply.status), why: `http_${reply.status}` };
    case 'network':
      return { answer: isVendorDown(reply.code) ? 'down' : 'unknown', why: reply.code };
    case 'timeout':
      return { answer: 'down', why: 'timeout' };
    case 'unreadable':
      return reply.status !== undefined && reply.status >= SERVER_ERROR
        ? { answer: 'down', why: `http_${reply.status}` }
        : { answer: 'unknown', why: 'not_json' };
  }
}

function verdictAnswer({ meaning }: Reply & { kind: 'verdict' }, reads: CanaryReading): ProbeAnswer {
  if (typeof meaning === 'object') return reads.siteFault;
  return meaning === 'vendor_error' ? reads.vendorError : 'up';
}

function faultProbe({ code, meaning, status = 0 }: Reply & { kind: 'fault' }, reads: CanaryReading): ProbeResult {
  if (meaning === 'throttled') return { answer: 'throttled', why: code };
  if (status >= SERVER_ERROR) return { answer: 'down', why: `http_${status}` };
  if (NO_EVIDENCE.has(status)) return { answer: 'unknown', why: `http_${status}` };
  if (meaning === 'vendor_error') return { answer: reads.vendorError, why: code };
  return { answer: meaning.isAboutCredentials ? 'unknown' : reads.siteFault, why: code };
}

function statusAnswer(status: number): ProbeAnswer {
  if (status === TOO_MANY_REQUESTS) return 'throttled';
  return status >= SERVER_ERROR ? 'down' : 'unknown';
}
