/** Tokens that cannot be printed by accident and cannot be sent to anybody but the service they were asked for. */
import { inspect } from 'node:util';

/** What a token is asked for: `scope` as Entra wants it, `origin` (https, no slash at the end) where it may be sent. */
export interface Resource {
  readonly scope: string;
  readonly origin: string;
}

export class AccessToken {
  readonly #value: string;
  readonly scope: string;
  /** The only origin that it may be sent to. */
  readonly origin: string;
  /** Null: not known. */
  readonly expiresOn: Date | null;

  constructor(value: string, resource: Resource, expiresOn: Date | null) {
    this.#value = value;
    this.scope = resource.scope;
    this.origin = new URL(resource.origin).origin;
    this.expiresOn = expiresOn;
  }

  /** The text itself. For the HTTP client, and for reading the claims; nothing else has a use for it. */
  static reveal(token: AccessToken): string {
    return token.#value;
  }

  toString(): string {
    return `[token for ${this.origin}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
