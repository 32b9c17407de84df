import { PpmiError } from '../domain/errors.ts';

/**
 * The absolute URL of a link. A token for one origin is useless for another and must not be sent there.
 * @throws PpmiError `redirect-refused`
 */
export function sameOriginLink(from: string, link: string): string {
  const { origin } = new URL(from);
  const target = URL.canParse(link, from) ? new URL(link, from) : null;
  if (target?.origin === origin) return target.href;
  throw new PpmiError('redirect-refused', { from: origin, to: target?.origin ?? 'something that is no address' });
}

/**
 * The URL, if its path is the composed one: an ID that contains `..`, `\\`, `?` or `#` would lead to another place on
 * the same host, with the same token.
 * @throws PpmiError `answer-malformed`
 */
export function composedUrl(text: string): URL {
  const url = new URL(text);
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(text)?.[1] ?? '';
  const same = decode(url.pathname) === decode(path === '' ? '/' : path);
  if (same && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(decode(url.pathname)) && url.hash === '') return url;
  throw new PpmiError('answer-malformed', {
    host: url.host,
    detail: 'an ID in the answer changes the path of a request',
  });
}

/** Characters that URL encodes by itself, such as a space, are no difference; an encoded slash or dot stays as it is. */
function decode(path: string): string {
  return path.replaceAll(/%(?!2f|2e|5c)[0-9a-f]{2}/gi, (code) => {
    try {
      return decodeURIComponent(code);
    } catch {
      return code;
    }
  });
}
