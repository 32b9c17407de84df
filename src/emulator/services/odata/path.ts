/** Resource paths: `applications(appId='…')/federatedIdentityCredentials/name`, decoded segment by segment. */
export interface Segment {
  /** As written; services compare it without case. */
  readonly name: string;
  readonly key: Key | null;
  /** The text between the parentheses; null without them. */
  readonly inner: string | null;
}

export type Key =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'named'; readonly values: Readonly<Record<string, string>> };

/** Drops empty segments (clients send `//subscriptions` and trailing slashes). Null: invalid percent-encoding. */
export function decodeSegments(path: string): string[] | null {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

export function parseSegment(text: string): Segment {
  const match = /^([^()]+)\((.*)\)$/s.exec(text);
  if (match === null) return { name: text, key: null, inner: null };
  const inner = match[2] ?? '';
  return { name: match[1] ?? '', key: parseKey(inner), inner };
}

function parseKey(text: string): Key | null {
  if (text === '') return null;
  const values: Record<string, string> = {};
  const pair = /\s*([A-Za-z_]\w*)\s*=\s*('(?:[^']|'')*'|[^,']*)\s*(?:,|$)/y;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (match === null) return { kind: 'value', value: unquote(text) };
    values[match[1] ?? ''] = unquote(match[2] ?? '');
  }
  return { kind: 'named', values };
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("'") && trimmed.endsWith("'") && trimmed.length > 1
    ? trimmed.slice(1, -1).replaceAll("''", "'")
    : trimmed;
}

/** The value under `name`, whatever its case; null when the key has no such part. */
export function keyValue(key: Key | null, name: string): string | null {
  if (key?.kind !== 'named') return null;
  const found = Object.entries(key.values).find(([part]) => part.toLowerCase() === name.toLowerCase());
  return found?.[1] ?? null;
}
