/** Addresses that no visitor comes from: of this machine and of private networks. */
import { BlockList, isIP, isIPv6 } from 'node:net';

const inside = new BlockList();
// RFC 1918, 3927, 6598, and the loopback and local ranges of IPv6 (RFC 4193, 4291).
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
inside.addAddress('::1', 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('fe80::', 10, 'ipv6');

/** Such an address is a proxy that TRUSTED_PROXY_HOPS does not tell of: behind it stand all visitors, not one. */
export const isInside = (address: string): boolean =>
  isIP(address) === 0 || inside.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
