// What a command says, and the exit code that goes with it.
export const print = (text) => {
  process.stdout.write(`${text}\n`);
  return 0;
};
export const printJson = (value) => print(JSON.stringify(value, null, 2));
export const fail = (text) => {
  process.stderr.write(`${text}\n`);
  return 1;
};
