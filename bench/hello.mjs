// The least that a Node program can do: the floor of every start.
console.log('hello');
