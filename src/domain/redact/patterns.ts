/**
 * Patterns of secrets that were not registered. Every pattern is linear in its input: a service decides how long its
 * error text is, and a pattern that starts at each word and runs to the end takes minutes for 100 kB.
 */

export const redacted = '[redacted]';

const parameter =
  'client_secret|client_assertion|assertion|access_token|refresh_token|id_token|device_code|password|passwd|pwd' +
  '|sig|AccountKey|SharedAccessKey|SharedAccessSignature|InstrumentationKey';

const patterns: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  // JWT and JWE are found in whole runs of their characters.
  [/[\w.-]{14,}/g, withoutTokens],
  [/\b((?:proxy-)?authorization\\?["']?\s{0,20}:\s{0,20}\\?["']?)[^\r\n"'\\]+/gi, `$1${redacted}`],
  // Not the challenge `Bearer authorization_uri=…`, which the user must see.
  [/\b(Bearer|Basic|Negotiate|NTLM)(\s{1,20})[\w.~+/-]{16,}=*(?![\w=./+~-])/gi, `$1$2${redacted}`],
  [new RegExp(`\\b(${parameter})=[^&\\s"';\\\\]+`, 'gi'), `$1=${redacted}`],
  [new RegExp(`(\\\\?["'])(${parameter})\\1(\\s{0,20}:\\s{0,20})\\1(?:(?!\\1).)*`, 'gi'), `$1$2$1$3$1${redacted}`],
  // User name and password of a URL. The scheme is only looked back at, so that no text is scanned twice.
  [/(?<=[a-z0-9+.-]:\/\/)[^\s/?#"'<>]*@/gi, `${redacted}@`],
  [/-----BEGIN ([A-Z ]{0,40})PRIVATE KEY-----[\s\S]*?(?:-----END \1PRIVATE KEY-----|$)/g, redacted],
  // Entra refresh tokens and device codes as they have been seen: `0.A…`, `1.A…`, long base64url.
  [/\b[01]\.A[\w-]{30,}(?:\.[\w-]+)*/g, redacted],
  // Entra client secrets: three characters, a digit, `Q~`, then 31 to 34 (rules of secret scanners); also cut off.
  [/(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{2,34}/g, redacted],
];

export function redactPatterns(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of patterns) {
    clean = typeof replacement === 'string' ? clean.replace(pattern, replacement) : clean.replace(pattern, replacement);
  }
  return clean;
}

/** Replaces a JWT from its `eyJ`, whole or cut after the second part's beginning, to the end of the run. */
function withoutTokens(run: string): string {
  if (!run.includes('eyJ')) return run;
  const parts = run.split('.');
  let start = 0;
  for (const [index, part] of parts.entries()) {
    const at = tokenStart(part);
    if (at !== -1 && (parts[index + 1]?.length ?? 0) >= 4) return run.slice(0, start + at) + redacted;
    start += part.length + 1;
  }
  return run;
}

/** Where `eyJ` begins a word, with six characters after it; -1: nowhere. */
function tokenStart(part: string): number {
  const at = part.search(/(?<![A-Za-z0-9])eyJ/);
  return at !== -1 && part.length - at >= 9 ? at : -1;
}
