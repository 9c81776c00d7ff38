/** The package ships no types; this is the part that is used. */
declare module 'write-file-atomic' {
  function writeFileAtomic(
    path: string,
    data: string | Uint8Array,
    options?: { readonly mode?: number; readonly fsync?: boolean },
  ): Promise<void>;
  export default writeFileAtomic;
}
