/** Opaque values (refresh tokens, codes) that contain their own data, so that the service needs no state. */
import { createHmac, randomBytes } from 'node:crypto';

export interface Sealer {
  seal(content: object): string;
  /** Null when this emulator did not make the value. */
  open(value: string): Record<string, unknown> | null;
}

export function createSealer(): Sealer {
  const key = randomBytes(32);
  const mac = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    seal(content) {
      const text = Buffer.from(JSON.stringify(content)).toString('base64url');
      return `${text}.${mac(text)}`;
    },
    open(value) {
      const [text = '', seal = ''] = value.split('.');
      return mac(text) === seal ? JSON.parse(Buffer.from(text, 'base64url').toString()) : null;
    },
  };
}
