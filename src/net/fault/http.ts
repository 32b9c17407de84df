/** Why there is no usable answer although TLS stands. Pure. */
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import type { Failure } from '../failure.ts';
import type { Place } from '../reach.ts';

export function httpFault(
  { code, message, timeout, begun, notHttp, closed }: Failure,
  { host, port }: Place,
): NetworkFault {
  // TLS 1.3: the handshake succeeds, and the alert arrives with the first read (experiment).
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/.test(code ?? ''))
    return networkFault('tls-client-certificate', host, { host, port });
  if (notHttp !== null) {
    if (isHttp2(notHttp.beginning)) return networkFault('tls-no-http1', host, { host, port });
    return networkFault('not-http', host, { host, port, detail: null });
  }
  if (begun) {
    return networkFault('http-body-cut', host, { host, port, detail: 'it begins, and then no more of it arrives' });
  }
  if (timeout) return networkFault('http-no-answer', host, { host, port, detail: null });
  if (closed?.anyBytes === true)
    return networkFault('http-body-cut', host, { host, port, detail: 'in the head of the response' });
  const detail = closed !== null || code === null || code.startsWith('UND_') ? null : code;
  return networkFault('http-cut-off', host, {
    host,
    port,
    detail: detail ?? (closed === null && code === null ? message : null),
  });
}

/** A SETTINGS frame on stream 0, with which every HTTP/2 server begins (RFC 9113, section 3.4). */
function isHttp2(bytes: Buffer): boolean {
  return bytes.length >= 9 && bytes[3] === 4 && bytes.readUInt32BE(5) === 0;
}
