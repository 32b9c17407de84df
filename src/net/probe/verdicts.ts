/** What one answer says of a host, in the forms that several markers share. */
import { inOnePiece, quoted } from '../../domain/harmless-text.ts';
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import { pageReferences } from '../page-title.ts';
import type { RawAnswer } from '../raw-http.ts';
import type { Endpoint } from './endpoint.ts';
import type { CloudSignal } from './report.ts';

export interface MarkerVerdict {
  readonly ok: boolean | null;
  readonly detail: string;
  readonly faults: readonly NetworkFault[];
  /** What it says about the cloud. */
  readonly signal?: CloudSignal | null;
}

export const pass = (detail: string, ...faults: readonly NetworkFault[]): MarkerVerdict => ({
  ok: true,
  detail,
  faults,
});

export function cutBody(detail: string, { host, port }: Endpoint): MarkerVerdict {
  return { ok: null, detail, faults: [networkFault('http-body-cut', host, { host, port, detail })] };
}

export function foreign(
  { status, headers, body }: RawAnswer,
  { host, port }: Endpoint,
  title: string | null = null,
): MarkerVerdict {
  const type =
    inOnePiece(headers['content-type']?.split(';')[0] ?? '') || (body.length === 0 ? 'no body' : 'an untyped body');
  const page = title === null ? null : quoted(title);
  const detail = [`HTTP ${status}`, type, page, productOf(headers)].filter(Boolean).join(', ');
  return {
    ok: title === null ? null : false,
    detail: `${detail}, without the mark of the service`,
    faults: [networkFault('foreign-answer', host, { host, port, detail })],
  };
}

const productOf = (headers: RawAnswer['headers']) =>
  [headers.via, headers.server].flatMap((name) => (name ? inOnePiece(name) : [])).join(', ') || null;

export function blocked(
  page: string | null,
  said: string,
  { headers, body }: RawAnswer,
  { host, port, redact }: Pick<Endpoint, 'host' | 'port'> & { readonly redact: (text: string) => string },
): MarkerVerdict {
  const detail = [said, productOf(headers), ...pageReferences(body, redact).map(quoted)].filter(Boolean).join(', ');
  const faults = [networkFault('block-page', host, { host, port, page, detail })];
  return { ok: false, detail: page === null || detail.includes(page) ? detail : `${detail}, ${quoted(page)}`, faults };
}
