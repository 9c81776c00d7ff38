/** A form body such as `Filter.1.Name=a&Filter.1.Value.1=b` as a tree of its dotted keys. */
export interface FormNode {
  value?: string;
  readonly children: Map<string, FormNode>;
}

const empty = (): FormNode => ({ children: new Map() });

export function formTree(form: URLSearchParams): FormNode {
  const root = empty();
  for (const [key, value] of form) {
    let node = root;
    for (const part of key.split('.')) {
      const next = node.children.get(part) ?? empty();
      node.children.set(part, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

/** The children `1`, `2`, … in numerical order. */
export function numbered(node: FormNode): FormNode[] {
  return [...node.children]
    .filter(([key]) => /^\d+$/.test(key))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
