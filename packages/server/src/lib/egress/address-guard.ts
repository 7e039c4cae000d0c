/** Tells which addresses we never talk to on a stranger's word: everything that is not public, unless a setting opens it. */
import { BlockList, isIP } from 'node:net';

export interface EgressPolicy {
  /** Opens loopback and private networks: development, or receivers inside the same house. */
  readonly privateUrls: boolean;
}

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** RFC 6890 and its successors: loopback, private use, shared address space of carriers. */
const private4 = blockList('ipv4', ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);

/** Never opened: this network, link-local (cloud metadata), protocol use, documentation, benchmarks, multicast, reserved. */
const reserved4 = blockList('ipv4', [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

const private6 = blockList('ipv6', ['::1/128', 'fc00::/7']);

/** Only here are public addresses handed out, so ::/96, NAT64, link-local, multicast and the rest fall outside. */
const global6 = blockList('ipv6', ['2000::/3']);

/** Inside 2000::/3 but not public: protocol use with Teredo, documentation, 6to4 (hides an IPv4 address), AS112. */
const reserved6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']);

const mapped4 = blockList('ipv6', ['::ffff:0:0/96']);

/** @param address an IP literal without brackets; anything else is refused. */
export function isAllowedAddress(address: string, { privateUrls }: EgressPolicy): boolean {
  const [bare = ''] = address.split('%');
  const version = isIP(bare);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (version === 4 || mapped4.check(bare, 'ipv6')) {
    // a list of IPv4 networks also knows their mapped form
    if (reserved4.check(bare, family)) return false;
    return privateUrls || !private4.check(bare, family);
  }
  if (private6.check(bare, 'ipv6')) return privateUrls;
  return global6.check(bare, 'ipv6') && !reserved6.check(bare, 'ipv6');
}
