/** Tokens that cannot be printed by accident or sent to any other service than the one they were requested for. */
import { inspect } from 'node:util';

/**
 * What a token is requested for: `scope` in the form that Entra expects, `origin` (https, no trailing slash) where it
 * may be sent.
 */
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
