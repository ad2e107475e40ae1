import type { Fault } from './faults.js';
import type { VendorAnswer } from './vendor-handler.js';

const BODY_FAULTS = ['syntax_error', 'throws', 'throws_after', 'global_missing', 'wrong_global'] as const;
export type BodyFault = (typeof BODY_FAULTS)[number];

export function isBodyFault(fault: Fault): fault is BodyFault {
  return BODY_FAULTS.some((bodyFault) => bodyFault === fault);
}

/** The answer arrives whole, but its body is no good: what that means depends on what the answer is. */
export function breakBody(fault: BodyFault, answer: VendorAnswer): VendorAnswer {
  return { ...answer, body: BROKEN[kindOf(answer)](fault, answer) };
}

type Kind = 'script' | 'jsonp' | 'json' | 'binary';

function kindOf({ place, headers }: VendorAnswer): Kind {
  const type = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (type.includes('javascript')) return place === 'entry' || place === 'secondary' ? 'script' : 'jsonp';
  return type.includes('json') ? 'json' : 'binary';
}

const BROKEN: Record<Kind, (fault: BodyFault, answer: VendorAnswer) => string> = {
  script(fault, { body, global }) {
    switch (fault) {
      case 'syntax_error':
        return 'window.simulatedSyntaxError = {;';
      case 'throws':
        return throwing('at evaluation');
      case 'throws_after':
        return `${textOf(body)}\n;${throwing('after its global was set')}`;
      case 'global_missing':
        return '/* A script without the global. */';
      case 'wrong_global':
        return global === undefined ? '/* A script without a global. */' : `window[${JSON.stringify(global)}] = {};`;
    }
  },

  jsonp(fault, { body }) {
    const callback = /^[\s;]*(?:\/\*.*?\*\/)?\s*([\w$.]+)\s*\(/.exec(textOf(body))?.[1] ?? 'void';
    switch (fault) {
      case 'syntax_error':
        return `${callback}({;`;
      case 'throws':
        return throwing('at evaluation');
      case 'throws_after':
        return `${textOf(body)}\n;${throwing('after its callback')}`;
      case 'global_missing':
        return '/* An answer that calls nothing. */';
      case 'wrong_global':
        return `${callback}({});`;
    }
  },

  json(fault) {
    switch (fault) {
      case 'syntax_error':
      case 'throws':
      case 'throws_after':
        return '{"Code":';
      case 'global_missing':
        return '{}';
      case 'wrong_global':
        return '[]';
    }
  },

  binary: () => 'not what it says it is',
};

function throwing(when: string): string {
  return `throw new Error('simulated: the script throws ${when}');`;
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
