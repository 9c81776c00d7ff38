/** Names of members whose value is a secret, whatever it looks like; separators and case do not count. */
const SECRET_NAME =
  /(?:secretaccesskey|secretkey|clientsecret|signingsecret|webhooksecret|jwtsecret|sharedsecret|sessiontoken|securitytoken|accesstoken|refreshtoken|idtoken|bearertoken|authtoken|gatewaytoken|bottoken|apptoken|hookstoken|hooktoken|webhooktoken|devicetoken|apitoken|password|passwd|passphrase|privatekey|apikey|authorization|cookie)$|^token$/;
/** Names of members whose value is long and random by right. */
const ID_NAME =
  /(?:requestid|id2|extendedrequestid|traceid|cfid|etag|sha1|sha256|sha512|hash|digest|checksum|fingerprint|nonce|nexttoken|clienttoken|idempotencytoken|marker|prev)$/;

export type NameSays = 'secret' | 'id' | 'nothing';
const cache = new Map<string, NameSays>();
/** What a member's name says about its value. */
export const nameSays = (name: string): NameSays => {
  const known = cache.get(name);
  if (known) return known;
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const says = ID_NAME.test(plain) ? 'id' : SECRET_NAME.test(plain) ? 'secret' : 'nothing';
  // Names are few and come from code; a map of attacker's tags must not fill the memory.
  if (cache.size < 2000) cache.set(name, says);
  return says;
};

/**
 * What stands under such a name without being a secret: a reference, a kind of value ("text", "yes or no", a question),
 * a mode ("required").
 */
export const isNoSecret = (value: string): boolean =>
  value.length < 4 ||
  /^[0-9a-f]{12}$/.test(value) ||
  /^(?:arn:|\$\{|ssm:|secretsmanager:|\/[\w./-]+$)/.test(value) ||
  /^[a-z]{1,7}$|^(?:required|optional|disabled)$/.test(value) ||
  /^(?!bearer|basic|token|bot )[A-Za-z][a-z]*,?(?: [(A-Za-z][A-Za-z'’.,:;)-]*)+[?.]?$/i.test(value);
