const inBase64 = (bytes: Buffer): readonly string[] => {
  const whole = bytes.toString('base64');
  // In something longer that was encoded whole, it begins at any of three places; what its neighbours decide is left out.
  const inside = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1)
      .replace(/.=+$/, ''),
  );
  return [whole, whole.replace(/=+$/, ''), ...inside].flatMap((text) => [
    text,
    text.replaceAll('+', '-').replaceAll('/', '_'),
  ]);
};
/** Each way in which a value may stand in somebody's text, longest first. */
export const formsOf = (value: string): readonly string[] => {
  const bytes = Buffer.from(value);
  const url = encodeURIComponent(value);
  const json = JSON.stringify(value).slice(1, -1);
  const forms = [
    value,
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams([['', value]]).toString().slice(1),
    json,
    json.replaceAll('/', String.raw`\/`),
    JSON.stringify(json).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...inBase64(bytes),
  ];
  return [...new Set(forms)].filter((form) => form !== '').toSorted((a, b) => b.length - a.length);
};
