/** How often an address offered a wrong key lately. */
import { isIPv6 } from 'node:net';

const mostFailures = 10;
const window = 15 * 60 * 1000;
const mostAddresses = 10_000;

export interface Attempts {
  /** Seconds to wait before another key is looked at; 0 if one may be offered now. */
  wait(address: string): number;
  failed(address: string): void;
}

export function createAttempts(now: () => number): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (address: string) => (failures.get(address) ?? []).filter((at) => at > now() - window);
  return {
    wait(address) {
      const times = recent(groupOf(address));
      const [first] = times;
      return times.length < mostFailures || first === undefined
        ? 0
        : Math.max(1, Math.ceil((first + window - now()) / 1000));
    },
    failed(address) {
      const group = groupOf(address);
      const times = [...recent(group), now()].slice(-mostFailures);
      failures.delete(group);
      failures.set(group, times);
      const [oldest] = failures.keys();
      if (failures.size > mostAddresses && oldest !== undefined) failures.delete(oldest);
    },
  };
}

/** One household of IPv6 has 2^64 addresses, so they count as one. */
export function groupOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
