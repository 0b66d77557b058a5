/** Whether an address is one of the open net: not this machine, not a network behind it, and nothing that leads there by another spelling. */
import ipaddr from 'ipaddr.js';

/** All that is given out to be reached from anywhere. What the list of special ranges does not know is no reason to believe it. */
const given = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** Of an address as a resolver or a URL has it. */
export function isUnicast(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  // An IPv4 address within an IPv6 one is of a range of its own, whatever it leads to.
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(given);
}
