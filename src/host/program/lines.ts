/** One value in a text that is kept line by line, and the text with another in its place. */
export interface Held {
  readonly value: string;
  readonly put: (text: string, value: string) => string;
}
const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/** `NAME=value`, `export NAME="value"`: an environment file. */
export const inEnvFile = (text: string, name: string): Held | undefined => {
  const line = new RegExp(`^(\\s*(?:export\\s+)?${name}\\s*=)(.*)$`, 'm');
  const found = line.exec(text);
  return found
    ? {
        value: unquoted(found[2] ?? ''),
        put: (now, value) => now.replace(line, (_, head: string) => `${head}${value}`),
      }
    : undefined;
};
/** `Environment=NAME=value "OTHER=…"`, in a unit or what changes it. */
export const inUnit = (text: string, name: string): Held | undefined => {
  const word = new RegExp(`(^Environment=.*?(?:["']?)\\b${name}=)("[^"]*"|'[^']*'|[^\\s"']*)`, 'm');
  const found = word.exec(text);
  return found
    ? {
        value: unquoted(found[2] ?? ''),
        put: (now, value) => now.replace(word, (_, head: string) => `${head}${value}`),
      }
    : undefined;
};
/** `--token value` of a program that the unit starts. What is put there is nothing: everybody sees a command line. */
export const inCommand = (text: string, flag: string): Held | undefined => {
  const word = new RegExp(`(^ExecStart=.*?)\\s--${flag}[= ]("[^"]*"|'[^']*'|\\S+)`, 'm');
  const found = word.exec(text);
  return found
    ? { value: unquoted(found[2] ?? ''), put: (now) => now.replace(word, (_, head: string) => head) }
    : undefined;
};
