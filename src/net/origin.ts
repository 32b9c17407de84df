import { PpmiError } from '../domain/errors.ts';

/**
 * The link made absolute. The sign-in for one origin is worth nothing on another, and must not be shown there.
 * @throws PpmiError `redirect-refused`
 */
export function sameOriginLink(from: string, link: string): string {
  const { origin } = new URL(from);
  const target = URL.canParse(link, from) ? new URL(link, from) : null;
  if (target?.origin === origin) return target.href;
  throw new PpmiError('redirect-refused', { from: origin, to: target?.origin ?? 'something that is no address' });
}
