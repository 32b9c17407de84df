/** One place that is probed. */
import type { Need, Purpose } from './report.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly need: Need;
  readonly purpose: Purpose;
  readonly why: string;
  readonly confidence: string;
  /** `tcp`: a connection is all that can be judged. */
  readonly speaks: 'https' | 'http' | 'tcp';
  /** Path and query of the one GET. */
  readonly path: string;
  /** A private address is nothing unusual, as with a private endpoint. */
  readonly privateExpected: boolean;
}

export function endpoint(
  host: string,
  what: Pick<Endpoint, 'need' | 'purpose' | 'why' | 'confidence' | 'path'> & Partial<Endpoint>,
): Endpoint {
  return { host, port: 443, speaks: 'https', privateExpected: false, ...what };
}
