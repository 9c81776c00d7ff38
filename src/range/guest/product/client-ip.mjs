// The address of a client, through proxies that are trusted.
const plain = (address = '') => address.replace(/^::ffff:/, '');
const numberOf = (address) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function isIn(address, range) {
  const [base, bits = '32'] = range.split('/');
  if (!/^[\d.]+$/.test(address) || !/^[\d.]+$/.test(base)) return address === base;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
}

export function clientIp({ socket, headers }, trusted = []) {
  const peer = plain(socket.remoteAddress);
  const isTrusted = (address) => trusted.some((range) => isIn(address, range));
  if (!isTrusted(peer)) return peer;
  const hops = (headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  return hops.toReversed().find((hop) => !isTrusted(hop)) ?? hops[0] ?? peer;
}
