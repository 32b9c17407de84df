/**
 * Why a file gives no certificate. Thrown by the readers of this folder, which do not know the file's name;
 * `readSignedFile` turns it into the error of the tool. The detail is a clause that names the part and what is wrong with it.
 */
import type { ErrorName } from '../errors.ts';

export class Unreadable extends Error {
  readonly id: ErrorName;

  constructor(id: ErrorName, detail: string) {
    super(detail);
    this.name = 'Unreadable';
    this.id = id;
  }
}

/** Bytes that are corrupt or truncated. */
export class Malformed extends Unreadable {
  constructor(detail: string) {
    super('file-broken', detail);
    this.name = 'Malformed';
  }
}
