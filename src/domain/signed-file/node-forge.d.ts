/** The two modules of node-forge that are used, each loaded by itself; the library's own types know only the whole. */
declare module 'node-forge/lib/rc2.js' {
  interface Decryption {
    /** Binary string. */
    start(iv: string): void;
    update(input: import('node-forge/lib/util.js').ByteBuffer): void;
    /** False: the padding or the length does not fit. */
    finish(): boolean;
    readonly output: import('node-forge/lib/util.js').ByteBuffer;
  }
  const rc2: { createDecryptionCipher(key: string, effectiveBits: number): Decryption };
  export default rc2;
}

declare module 'node-forge/lib/util.js' {
  export interface ByteBuffer {
    /** Binary string. */
    getBytes(): string;
  }
  const util: { createBuffer(binary: string): ByteBuffer };
  export default util;
}
