import type { Network } from '../admission/network.js';

/** Where somebody stands who waits. */
export interface Place {
  readonly network: Network;
  /** Brings a token of ours, and goes before all who do not. */
  readonly isFirst: boolean;
}

/** Who waits of one network, by address. */
interface Line<T> {
  size: number;
  readonly addresses: Map<string, T[]>;
}

/**
 * Those who wait for a call to one vendor, in two ranks. Within a rank the networks take turns, and within a network its
 * addresses do: whoever sends more than others waits for himself.
 */
export class FairQueue<T extends Place> {
  /** A map's order is that of the turns: whoever had one goes to its end. */
  readonly #first = new Map<string, Line<T>>();
  readonly #rest = new Map<string, Line<T>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(one: T): void {
    const networks = this.#rankOf(one);
    const { host, wide } = one.network;
    const line = networks.get(wide) ?? { size: 0, addresses: new Map<string, T[]>() };
    const waiting = line.addresses.get(host) ?? [];
    waiting.push(one);
    line.size += 1;
    line.addresses.set(host, waiting);
    networks.set(wide, line);
    this.#size += 1;
  }

  /** Does nothing when it has left already. */
  remove(one: T): void {
    const networks = this.#rankOf(one);
    const { host, wide } = one.network;
    const line = networks.get(wide);
    const waiting = line?.addresses.get(host);
    if (!line || !waiting?.includes(one)) return;
    waiting.splice(waiting.indexOf(one), 1);
    line.size -= 1;
    this.#size -= 1;
    if (waiting.length === 0) line.addresses.delete(host);
    if (line.size === 0) networks.delete(wide);
  }

  /** Whose turn it is leaves the queue. */
  take(): T | undefined {
    const networks = this.#first.size > 0 ? this.#first : this.#rest;
    for (const { addresses } of networks.values()) {
      for (const [one] of addresses.values()) {
        if (!one) continue;
        this.remove(one);
        toTheEnd(addresses, one.network.host);
        toTheEnd(networks, one.network.wide);
        return one;
      }
    }
    return undefined;
  }

  /**
   * The last to come of the address that has most waiting, in the network that has most waiting, leaves the queue. As
   * long as anybody waits without a token, it is one of those.
   */
  takeGreediest(): T | undefined {
    const networks = this.#rest.size > 0 ? this.#rest : this.#first;
    const line = largest(networks.values(), ({ size }) => size);
    const one = line && largest(line.addresses.values(), ({ length }) => length)?.at(-1);
    if (one) this.remove(one);
    return one;
  }

  #rankOf({ isFirst }: Place): Map<string, Line<T>> {
    return isFirst ? this.#first : this.#rest;
  }
}

function toTheEnd<V>(turns: Map<string, V>, key: string): void {
  const value = turns.get(key);
  if (value === undefined) return;
  turns.delete(key);
  turns.set(key, value);
}

/** Of equals the last, whose turn is the furthest away. */
function largest<V>(values: Iterable<V>, sizeOf: (value: V) => number): V | undefined {
  let found: V | undefined;
  let most = 0;
  for (const value of values) {
    if (sizeOf(value) < most) continue;
    most = sizeOf(value);
    found = value;
  }
  return found;
}
