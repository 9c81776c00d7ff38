/**
 * A program for the host, over standard input: a client of the real product's WebSocket with a device of its own, whose
 * key is the token's hash, so that the same token is the same device. Prints what it is let in with, or the error's code.
 */
export const CONNECT = `
const { createHash, createPrivateKey, createPublicKey, sign } = require('node:crypto');
const [url, kind, token, seed] = process.argv.slice(2);
const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), createHash('sha256').update(seed).digest()]);
const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
const publicKey = createPublicKey(key).export({ format: 'jwk' }).x;
const id = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
const client = { id: 'cli', version: '2026.9.6', platform: 'linux', mode: 'cli' };
const scopes = ['operator.admin', 'operator.read', 'operator.write'];
const connect = ({ nonce, ts: signedAt }) => {
  const said = ['v2', id, client.id, client.mode, 'operator', scopes.join(','), signedAt, token, nonce].join('|');
  const signature = sign(null, Buffer.from(said), key).toString('base64url');
  const device = { id, publicKey, signature, signedAt, nonce };
  const auth = kind === 'device' ? { deviceToken: token } : { token };
  const more = { client, role: 'operator', scopes, caps: [], commands: [], permissions: {}, auth, device };
  return { type: 'req', id: '1', method: 'connect', params: { minProtocol: 4, maxProtocol: 4, ...more } };
};
const socket = new WebSocket(url);
socket.onmessage = ({ data }) => {
  const said = JSON.parse(data);
  if (said.event === 'connect.challenge') socket.send(JSON.stringify(connect(said.payload)));
  if (said.id !== '1') return;
  console.log(said.ok ? said.payload.auth.deviceToken : said.error.details.code);
  process.exit(0);
};
socket.onerror = () => process.exit(1);
`;
