// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf, type Network } from '../../../../src/server/admission/network.js';
import { FairQueue } from '../../../../src/server/real-tickets/fair-queue.js';

interface One {
  name: string;
  network: Network;
  isFirst: boolean;
}

const one = (name: string, address: string, isFirst = false): One => {
  const network = networkOf(address);
  if (!network) throw new Error('no address');
  return { name, network, isFirst };
};

function queueOf(...all: One[]) {
  const queue = new FairQueue<One>();
  all.forEach((each) => queue.add(each));
  return queue;
}

const inOrder = (queue: FairQueue<One>) => {
  const names = [];
  for (let next = queue.take(); next; next = queue.take()) names.push(next.name);
  return names.join(' ');
};

describe('the queue', () => {
  it('has nothing to do when somebody leaves twice, though others of the network wait', () => {
    const gone = one('gone', '203.0.113.1');
    const queue = queueOf(gone, one('other', '203.0.113.2'));
    queue.remove(gone);
    queue.remove(gone);
    expect(queue.size).toBe(1);
    expect(inOrder(queue)).toBe('other');
  });

  it('gives networks their turns, and within a network its addresses', () => {
    const queue = queueOf(
      one('a1', '203.0.113.1'),
      one('a2', '203.0.113.1'),
      one('a3', '203.0.113.1'),
      one('b1', '203.0.113.2'),
      one('c1', '198.51.100.1'),
      one('c2', '198.51.100.1'),
    );
    expect(inOrder(queue)).toBe('a1 c1 b1 c2 a2 a3');
    expect(queue.size).toBe(0);
  });

  it('counts an IPv6 /64 as one address, and a /48 as one network', () => {
    const queue = queueOf(
      one('a1', '2001:db8:1:1::1'),
      one('a2', '2001:db8:1:1::2'),
      one('b1', '2001:db8:1:2::1'),
      one('c1', '2001:db8:2::1'),
    );
    expect(inOrder(queue)).toBe('a1 c1 b1 a2');
  });

  it('lets all who are first go before all others', () => {
    const queue = queueOf(
      one('a1', '203.0.113.1'),
      one('b1', '198.51.100.1', true),
      one('b2', '198.51.100.1', true),
      one('c1', '192.0.2.1', true),
    );
    expect(inOrder(queue)).toBe('b1 c1 b2 a1');
  });

  it('puts a newcomer’s network behind those that wait already', () => {
    const queue = queueOf(one('a1', '203.0.113.1'), one('a2', '203.0.113.1'), one('b1', '198.51.100.1'));
    expect(queue.take()?.name).toBe('a1');
    queue.add(one('c1', '192.0.2.1'));
    expect(inOrder(queue)).toBe('b1 a2 c1');
  });

  it('sends the last of the greediest network’s greediest address away', () => {
    const queue = queueOf(
      one('a1', '203.0.113.1'),
      one('a2', '203.0.113.2'),
      one('a3', '203.0.113.2'),
      one('b1', '198.51.100.1'),
      one('b2', '198.51.100.1'),
    );
    expect(queue.takeGreediest()?.name).toBe('a3');
    expect(queue.size).toBe(4);
  });

  it('sends that address’s last away, wherever it stands', () => {
    const queue = queueOf(one('a1', '203.0.113.1'), one('a2', '203.0.113.1'), one('b1', '203.0.113.2'));
    expect(queue.takeGreediest()?.name).toBe('a2');
  });

  it('keeps no place for an address whose last has left', () => {
    const [a1, b1] = [one('a1', '203.0.113.1'), one('b1', '203.0.113.2')];
    const queue = queueOf(a1, b1);
    queue.remove(a1);
    queue.add(one('a2', '203.0.113.1'));
    expect(inOrder(queue)).toBe('b1 a2');
  });

  it('sends the newcomer away when all have as many', () => {
    const queue = queueOf(one('a1', '203.0.113.1'), one('b1', '198.51.100.1'), one('c1', '192.0.2.1'));
    expect(queue.takeGreediest()?.name).toBe('c1');
  });

  it('sends nobody away who is first, as long as there are others', () => {
    const queue = queueOf(one('a1', '203.0.113.1', true), one('a2', '203.0.113.1', true), one('b1', '198.51.100.1'));
    expect([queue.takeGreediest()?.name, queue.takeGreediest()?.name, queue.takeGreediest()?.name]).toEqual([
      'b1',
      'a2',
      'a1',
    ]);
    expect(queue.takeGreediest()).toBeUndefined();
  });

  it('forgets who has left', () => {
    const [a1, a2] = [one('a1', '203.0.113.1'), one('a2', '203.0.113.1')];
    const queue = queueOf(a1, a2);
    queue.remove(a1);
    queue.remove(a1);
    queue.remove(one('x', '192.0.2.1'));
    expect(queue.size).toBe(1);
    expect(inOrder(queue)).toBe('a2');
  });

  it('loses nobody and gives nobody twice, whatever happens', () => {
    const step = fc.record({
      what: fc.constantFrom('add', 'add', 'take', 'remove', 'greediest'),
      at: fc.nat(5),
      isFirst: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new FairQueue<One>();
        const inside = new Set<One>();
        const leave = (gone: One | undefined) => {
          expect(gone === undefined).toBe(inside.size === 0);
          if (gone) expect(inside.delete(gone)).toBe(true);
        };
        for (const { what, at, isFirst } of steps) {
          if (what === 'add') {
            const each = one('x', `203.0.${at >> 1}.${at}`, isFirst);
            inside.add(each);
            queue.add(each);
          }
          if (what === 'take') leave(queue.take());
          if (what === 'greediest') leave(queue.takeGreediest());
          const [some] = inside;
          if (what === 'remove' && some) {
            inside.delete(some);
            queue.remove(some);
          }
          expect(queue.size).toBe(inside.size);
        }
      }),
    );
  });
});
