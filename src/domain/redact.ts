/**
 * The one place that keeps secrets out of texts. A secret is registered when it is acquired and replaced in every sink;
 * patterns catch those that were not registered, such as a token in an error body of a service.
 */

export const redacted = '[redacted]';

export interface Redactor {
  /** From now on this text, and the ways in which protocols write it, is replaced. Shorter than 4 characters: ignored. */
  register(secret: string): void;
  redact(text: string): string;
  /** The same for every string inside plain data; keys stay as they are. */
  redactData<T>(data: T): T;
}

/** Replacing one to three characters everywhere would make texts unreadable and show the secret by its gaps. */
const shortestSecret = 4;

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  let longestFirst: readonly string[] = [];

  function redact(text: string): string {
    let clean = text;
    for (const secret of longestFirst) clean = clean.replaceAll(secret, redacted);
    return redactPatterns(clean);
  }

  function redactData<T>(data: T): T;
  function redactData(data: unknown): unknown {
    if (typeof data === 'string') return redact(data);
    if (Array.isArray(data)) return data.map((item) => redactData(item));
    if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype) return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redactData(value)]));
  }

  return {
    register(secret) {
      if (secret.length < shortestSecret) return;
      for (const spelling of spellings(secret)) secrets.add(spelling);
      longestFirst = [...secrets].sort((a, b) => b.length - a.length);
    },
    redact,
    redactData,
  };
}

/** As it is, in a URL, in a form, in JSON, in base64. */
function spellings(secret: string): readonly string[] {
  const percent = encodeURIComponent(secret);
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, percent, percent.toLowerCase(), form, json, base64];
}

const parameter =
  'client_secret|client_assertion|assertion|access_token|refresh_token|id_token|device_code|password|passwd|pwd' +
  '|sig|AccountKey|SharedAccessKey|SharedAccessSignature|InstrumentationKey';

const patterns: readonly (readonly [RegExp, string])[] = [
  // JWT and JWE, whole or cut after the second part's beginning.
  [/\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)*/g, redacted],
  [/\b((?:proxy-)?authorization\\?["']?\s*:\s*\\?["']?)[^\r\n"'\\]+/gi, `$1${redacted}`],
  // Not the challenge `Bearer authorization_uri=…`, which the user must see.
  [/\b(Bearer|Basic|Negotiate|NTLM)(\s+)[\w.~+/-]{16,}=*(?![\w=./+~-])/gi, `$1$2${redacted}`],
  [new RegExp(`\\b(${parameter})=[^&\\s"';\\\\]+`, 'gi'), `$1=${redacted}`],
  [new RegExp(`(\\\\?["'])(${parameter})\\1(\\s*:\\s*)\\1(?:(?!\\1).)*`, 'gi'), `$1$2$1$3$1${redacted}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi, `$1${redacted}@`],
  [/-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?(?:-----END \1PRIVATE KEY-----|$)/g, redacted],
  // Entra refresh tokens and device codes as they have been seen: `0.A…`, `1.A…`, long base64url.
  [/\b[01]\.A[\w-]{30,}(?:\.[\w-]+)*/g, redacted],
  // Entra client secrets: three characters, a digit, `Q~`, then 31 to 34 (seen in secret scanners' rules).
  [/(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}/g, redacted],
];

/** What looks like a secret, without knowing any. */
export function redactPatterns(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
  return clean;
}
