import { seal, uniqueMark, unseal } from './seal.js';

export interface TencentTicketWish {
  appId: string;
  /** What the server API shall say of it at first sight. Default: 1. */
  code?: number;
  /** 100 is the invisible mode's verdict "malicious". Default: 0. */
  evilLevel?: number;
  /** ms since 1970. Default: now. */
  issuedAt?: number;
}

type Sealed = [appId: string, issuedAt: number, code: number, evilLevel: number, randstr: string, mark: string];

/** Makes a ticket of 144 characters, like the sample in the API's documentation. */
const SEALED_BYTES = 88;

/** `tr03…*`, and `@` with three characters. */
export function mintTencentTicket({ appId, code = 1, evilLevel = 0, issuedAt = Date.now() }: TencentTicketWish): {
  ticket: string;
  randstr: string;
} {
  const randstr = `@${uniqueMark().slice(0, 3)}`;
  const sealed: Sealed = [appId, issuedAt, code, evilLevel, randstr, uniqueMark()];
  return { ticket: `tr03${seal(sealed, SEALED_BYTES)}*`, randstr };
}

/** undefined: not a ticket of this simulator. */
export function readTencentTicket(ticket: string) {
  const text = /^tr03([\w-]+)\*$/.exec(ticket)?.[1];
  const sealed = text === undefined ? undefined : (unseal(text) as Sealed | undefined);
  if (!sealed) return undefined;
  const [appId, issuedAt, code, evilLevel, randstr] = sealed;
  return { appId, issuedAt, code, evilLevel, randstr };
}
